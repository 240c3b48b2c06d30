#pragma once

#include <string>

#include "data/sets/example.h"

namespace hunch::data::sets {

/// Sentences whose verbs agree with their subjects, across relative clauses too, such as "the cats
/// that see the dog sleep", `depth` clauses in one another at most. The task is that of Elman,
/// "Distributed representations, simple recurrent networks, and grammatical structure" (1991).
///
///   sentence = noun-phrase(n) verb-phrase(n)             n: singular or plural
///   noun-phrase(n) = determiner(n) [adjective] noun(n) [clause(n)]
///   clause(n) = "that" verb(n) | "that" sees(n) noun-phrase(m) | "that" noun-phrase(m) sees(m)
///   verb-phrase(n) = verb(n) | sees(n) noun-phrase(m)    sees: a verb with an object
std::string grammar(const spec::DataSpec& data, Draw& draw);

}  // namespace hunch::data::sets
