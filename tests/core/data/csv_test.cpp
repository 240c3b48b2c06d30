#include <algorithm>
#include <cmath>

#include "base/random.h"
#include "data/csv_cell.h"
#include "data/number.h"
#include "support.h"

using namespace hunch;
using namespace with_data;
using data::CsvReport;
using data::Dataset;
using data::DateFormat;
using data::Task;

namespace {

/// `rows` times a line, with %d replaced by the row's number.
std::string table(const std::string& header, const std::string& line, int rows) {
  std::string text = header;
  for (int i = 0; i < rows; ++i) {
    std::string row = line;
    for (std::size_t at; (at = row.find("%d")) != std::string::npos;)
      row.replace(at, 2, std::to_string(i));
    text += row;
  }
  return text;
}

const data::CsvColumn& column(const CsvReport& r, std::string_view name) {
  const auto found = std::find_if(r.columns.begin(), r.columns.end(),
                                  [&](const data::CsvColumn& c) { return c.name == name; });
  if (found == r.columns.end()) FAIL("no column ", name);
  return *found;
}

}  // namespace

TEST_CASE("numbers are read to the last bit, whatever their length") {
  CHECK(*data::parse_number("0.1") == 0.1);
  CHECK(*data::parse_number("-1e-5") == -1e-5);
  CHECK(*data::parse_number("123456789012345678901234567890") == 123456789012345678901234567890.0);
  CHECK(*data::parse_number("0.30000000000000004") == 0.30000000000000004);
  CHECK(*data::parse_number("5e-324") == 5e-324);
  CHECK(*data::parse_number("+.5") == 0.5);
  CHECK(*data::parse_number("9007199254740993") == 9007199254740992.0);
  for (const char* text :
       {"", ".", "-", "1e", "1e+", "1e999", "nan", "inf", "0x10", "1 ", " 1", "1.2.3", "1,5"})
    CHECK_FALSE(data::parse_number(text).has_value());
}

TEST_CASE("cells: decimal signs and groups of thousands") {
  CHECK(*data::cell_number("1.5", '.') == 1.5);
  CHECK(*data::cell_number("1,5", ',') == 1.5);
  CHECK(*data::cell_number("1,234,567.5", '.') == 1234567.5);
  CHECK(*data::cell_number("1.234.567,5", ',') == 1234567.5);
  CHECK(*data::cell_number("1 234 567", '.') == 1234567);
  CHECK(*data::cell_number("1\xC2\xA0"
                           "234,5",
                           ',') == 1234.5);
  CHECK(*data::cell_number("1'234.5", '.') == 1234.5);
  CHECK(*data::cell_number("\xE2\x88\x92"
                           "7",
                           '.') == -7);
  for (const char* text : {"1,23", "12,34,567", "1,2345", "1,,234", "1234,567", ",5", "12 34",
                           "1e5x", "0,123", "-0,123", "01,234"})
    CHECK_FALSE_MESSAGE(data::cell_number(text, '.').has_value(), text);
}

TEST_CASE("dates are days since 1970") {
  CHECK(*data::cell_date("1970-01-01", DateFormat::kIso) == 0);
  CHECK(*data::cell_date("2000-03-01", DateFormat::kIso) == 11017);
  CHECK(*data::cell_date("1969-12-31", DateFormat::kIso) == -1);
  CHECK(*data::cell_date("2024-02-29T12:00:00Z", DateFormat::kIso) == 19782.5);
  CHECK(*data::cell_date("2024/02/29 06:00", DateFormat::kIso) == 19782.25);
  CHECK(*data::cell_date("19580329", DateFormat::kCompact) == -4296);
  CHECK(*data::cell_date("1949-01", DateFormat::kMonth) == -7670);
  CHECK(*data::cell_date("1.2.2020", DateFormat::kDotted) ==
        *data::cell_date("2020-02-01", DateFormat::kIso));
  CHECK(*data::cell_date("2/1/2020", DateFormat::kMonthFirst) ==
        *data::cell_date("1/2/2020", DateFormat::kDayFirst));
  for (const char* text :
       {"2023-02-29", "2020-13-01", "2020-1", "2020-01-01x", "2020-01-01T25:00", "20-01-01"})
    CHECK_FALSE_MESSAGE(data::cell_date(text, DateFormat::kIso).has_value(), text);
}

TEST_CASE("separators, line ends and marks of other people's files") {
  for (const char* separator : {",", ";", "\t", "|"})
    for (const char* end : {"\n", "\r\n", "\r"})
      for (const char* mark : {"", "\xEF\xBB\xBF"})
        for (const bool final_end : {true, false}) {
          std::string text = std::string(mark) + "a" + separator + "b" + end;
          for (int i = 0; i < 12; ++i)
            text += std::to_string(i) + ".5" + separator + std::to_string(i * i) + ".25" +
                    (i < 11 || final_end ? end : "");
          const CsvReport r = report(text);
          CAPTURE(text);
          CHECK(r.separator == (separator[0] == '\t' ? "tab" : separator));
          CHECK(r.rows == 12);
          CHECK(r.columns[0].name == "a");
          CHECK(r.target == "b");
          CHECK(r.task == Task::kRegression);
          CHECK(r.warnings.empty());
        }
}

TEST_CASE("a first line that names the separator") {
  const std::string rows = table("a;b, c\n", "%d,5;%d,25\n", 12);
  for (const char* line :
       {"sep=;\n", "sep=;\r\n", "SEP=;\n", "\"sep=;\"\n", "\xEF\xBB\xBFsep=;\n"}) {
    const CsvReport r = report(line + rows + "1;2;3\n");
    CAPTURE(line);
    CHECK(r.separator == ";");
    CHECK(r.header);
    CHECK(r.columns[0].name == "a");
    CHECK(r.target == "b, c");
    CHECK(r.rows == 12);
    CHECK(warns(r.warnings, "/csv/line/15", "2 cells"));  // as the lines stand in the file
  }
  // It is heard, not guessed; but the user's word counts more.
  CHECK(report("sep=|\n" + table("a;b|c|d\n", "u;v|%d.5|%d.25\n", 12)).separator == "|");
  spec::CsvSpec how;
  how.separator = ";";
  CHECK(report("sep=,\n" + rows, how).columns[0].name == "a");
  CHECK(report("sep=x;b\n" + table("", "%d,5;%d,25\n", 12)).columns[0].name == "sep=x");
}

TEST_CASE("quotes hold separators, line ends and doubled quotes") {
  std::string text = "\"the \"\"name\"\"\",\"note, long\",y\n";
  for (int i = 0; i < 10; ++i)
    text += std::string(i % 2 ? "\"a, b\"" : "\"two\nlines\"") + ", \"say \"\"" +
            (i % 3 ? "x" : "z") + "\"\"\" ," + std::to_string(i) + ".5\n";
  const CsvReport r = report(text);
  CHECK(r.columns[0].name == "the \"name\"");
  CHECK(r.columns[1].name == "note, long");
  const Dataset d = prepared(csv_spec(), text).dataset;
  CHECK(d.inputs[0].categories == std::vector<std::string>{"a, b", "two\nlines"});
  CHECK(d.inputs[1].categories == std::vector<std::string>{"say \"x\"", "say \"z\""});
  CHECK(d.feature_names[0] == "the \"name\" = a, b");
  CHECK(d.feature_count() == 4);
}

TEST_CASE("decimal commas and grouped thousands are found out") {
  CsvReport r = report(table("a;b\n", "%d,5;1.23%d,25\n", 10));
  CHECK(r.separator == ";");
  CHECK(r.decimal == ",");
  CHECK(column(r, "b").kind == "number");
  Dataset d = prepared(csv_spec(), table("a;b\n", "%d,5;1.23%d,25\n", 10)).dataset;
  CHECK(d.raw[3] == 3.5);
  CHECK(d.target_raw[3] == 1233.25);
  d = prepared(csv_spec(), table("a,b\n", "%d.5,\"1,23%d.25\"\n", 10)).dataset;
  CHECK(d.target_raw[3] == 1233.25);
  d = prepared(csv_spec("\"decimal\":\".\",\"task\":\"regression\""),
               table("a;b\n", "%d;1,20%d\n", 10))
          .dataset;
  CHECK(d.target_raw[3] == 1203);
}

TEST_CASE("a group that cannot be thousands is a fraction") {
  std::string commas = "\"a\",\"b\"\n", dots = "a,b\n";
  for (int i = 0; i < 20; ++i) {
    const std::string digits = std::to_string(100 + i);
    commas += "\"-" + std::to_string(i % 5) + "," + digits + "\",\"3," + digits + "\"\n";
    dots += "-" + std::to_string(i % 5) + "." + digits + ",3." + digits + "\n";
  }
  const CsvReport r = report(commas);
  CHECK(r.decimal == ",");
  CHECK(r.warnings.empty());
  CHECK(prepared(csv_spec(), commas).dataset.raw == prepared(csv_spec(), dots).dataset.raw);
}

TEST_CASE("a comma that may be either stays thousands, which is told") {
  const std::string text = table("a,b\n", "%d.5,\"1,20%d\"\n", 10);
  CHECK(report(text).warnings.empty());  // a decimal point elsewhere tells
  const CsvReport r = report(table("a,b\n", "%d,\"1,20%d\"\n", 10));
  CHECK(r.decimal == ".");
  CHECK(warns(r.warnings, "/csv", "read as 1200"));
  CHECK(report(table("a;b\n", "%d;1,20%d\n", 10)).decimal == ",");
}

TEST_CASE("headers: found, missing, doubled, empty") {
  CHECK_FALSE(report(table("", "%d.5,1%d,a%d\n", 9)).header);
  CHECK(report(table("", "%d.5,1%d\n", 9)).columns[1].name == "column 2");
  CHECK(report(table("x,y\n", "%d.5,1%d\n", 9)).header);
  const CsvReport r = report(table("a,a,,a (2),y\n", "%d.5,1%d.5,2%d,3%d,%d.25\n", 9));
  CHECK(r.columns[0].name == "a");
  CHECK(r.columns[1].name == "a (2)");
  CHECK(r.columns[2].name == "column 3");
  CHECK(r.columns[3].name == "a (2) (2)");
  // A first line like the others is no header, unless the user says so.
  const std::string numbers = table("", "%d,1%d\n", 9);
  CHECK(report(numbers).rows == 9);
  spec::CsvSpec how;
  how.header = "yes";
  CHECK(report(numbers, how).rows == 8);
  // R leaves out the name of the row numbers.
  CHECK(report(table("a b,y\n", "r%d,%d.5,%d\n", 9)).columns[1].name == "a b");
}

TEST_CASE("rows of another length are left out, with their line") {
  const std::string text = "a,b\n1.5,2\n3\n4.5,5\n6,7,8\n\n9.5,1\n10.5,2.5\n\"x\ny\",3,4\n11,12\n";
  const CsvReport r = report(text);
  CHECK(r.rows == 5);
  CHECK(warns(r.warnings, "/csv/line/3", "2 cells"));
  CHECK(warns(r.warnings, "/csv/line/5", "2 cells"));
  CHECK(warns(r.warnings, "/csv/line/9", "2 cells"));
  CHECK(r.warnings.size() == 3);
}

TEST_CASE("missing cells: filled with the training part's mean, or their rows dropped") {
  std::string text = "a,c,y\n";
  for (int i = 0; i < 40; ++i)
    text += (i == 5   ? "NA"
             : i == 9 ? ""
                      : std::to_string(i)) +
            std::string(",") +
            (i == 7  ? "?"
             : i % 3 ? "u"
                     : "v") +
            "," + (i == 11 ? "null" : std::to_string(i) + ".5") + "\n";
  Dataset d = prepared(csv_spec(), text).dataset;
  CHECK(d.count() == 39);
  CHECK(warns(d.warnings, "/csv/line/13", "rows without one are left out"));
  CHECK(warns(d.warnings, "/csv/line/7", "filled"));
  double sum = 0, count = 0;
  for (std::size_t i = 0; i < d.count(); ++i)
    if (d.is_train[i] && d.origin[i] != 5 && d.origin[i] != 9) sum += d.raw[2 * i], ++count;
  CHECK(d.raw[2 * 5] == doctest::Approx(sum / count));
  CHECK(d.raw[2 * 9] == d.raw[2 * 5]);
  CHECK(d.inputs[1].categories[static_cast<std::size_t>(d.raw[2 * 7 + 1])] ==
        "u");  // the usual word
  d = prepared(csv_spec("\"missing\":\"drop\""), text).dataset;
  CHECK(d.count() == 36);
  CHECK(std::find(d.origin.begin(), d.origin.end(), 5) == d.origin.end());
}

TEST_CASE("columns that tell nothing are left out and named") {
  std::string text = "id,name,same,void,x,y\n";
  for (int i = 0; i < 30; ++i)
    text += std::to_string(i + 1) + ",n" + std::to_string(i) + ",7,," + std::to_string(i % 7) +
            ".5," + std::to_string(i) + ".25\n";
  const Dataset d = prepared(csv_spec(), text).dataset;
  REQUIRE(d.input_count() == 1);
  CHECK(d.inputs[0].name == "x");
  CHECK(warns(d.warnings, "/csv/column/id", "number of the row"));
  CHECK(warns(d.warnings, "/csv/column/name", "left out"));
  CHECK(warns(d.warnings, "/csv/column/same", "more than one value"));
  CHECK(warns(d.warnings, "/csv/column/void", "not all empty"));
}

TEST_CASE("a few cells that are no numbers do not make a column text") {
  std::string text = "x,y\n";
  for (int i = 0; i < 60; ++i)
    text += (i == 30 ? "oops" : std::to_string(i)) + "," + std::to_string(i) + ".5\n";
  const CsvReport r = report(text);
  CHECK(column(r, "x").kind == "number");
  CHECK(column(r, "x").missing == 1);
  CHECK(warns(r.warnings, "/csv/line/32", "a number in column \"x\""));
}

TEST_CASE("numbers as large and as small as can be computed with") {
  const auto scaled = [](const std::string& x, const std::string& y) {
    return table("x,y\n", "%d.5" + x + ",1%d.25" + y + "\n", 20);
  };
  for (const char* exponent : {"e97", "e-97"}) {
    const Dataset d = prepared(csv_spec(), scaled(exponent, exponent)).dataset;
    const Dataset plain = prepared(csv_spec(), scaled("", "")).dataset;
    for (std::size_t i = 0; i < d.count(); ++i) {
      CHECK(d.features[i] == doctest::Approx(plain.features[i]));
      CHECK(d.targets[i] == doctest::Approx(plain.targets[i]));
    }
  }
  Issue issue = refused(csv_spec(), scaled("e155", ""));
  CHECK(issue.pointer == "/csv/line/2");
  CHECK(issue.allowed == "a number from -1e100 to 1e100 in column \"x\"");
  issue = refused(csv_spec(), scaled("", "e200"));
  CHECK(issue.allowed.find("column \"y\"") != std::string::npos);
  // What is not used is no fault.
  CHECK(prepared(csv_spec("\"exclude\":[\"z\"]"), table("z,x,y\n", "%de155,%d.5,%d.25\n", 20))
            .dataset.input_count() == 1);
  const CsvReport r = report(table("z,x,y\n", "%d.5e-200,%d.5,%d.25\n", 20));
  CHECK(column(r, "z").kind == "constant");
  CHECK(warns(r.warnings, "/csv/column/z", "apart"));
}

TEST_CASE("what is learned: classes or values") {
  CHECK(report(table("x,y\n", "%d.5,%d\n", 10)).task == Task::kClassification);  // 10 whole numbers
  CHECK(report(table("x,y\n", "%d.5,%d\n", 11)).task == Task::kRegression);
  CHECK(report(table("x,y\n", "%d.5,%d.5\n", 5)).task == Task::kRegression);
  CHECK(report("x,y\n1,no\n2,yes\n3,no\n4,yes\n").task == Task::kClassification);
  const Dataset d = prepared(csv_spec(), "x,y\n1,10\n2,2\n3,10\n4,2\n5,-1\n6,-1\n").dataset;
  CHECK(d.class_names == std::vector<std::string>{"-1", "2", "10"});  // by value, not by letters
  CHECK(d.target_raw[0] == 2);
  CHECK(prepared(csv_spec("\"task\":\"regression\""), table("x,y\n", "%d.5,%d\n", 10))
            .dataset.class_count() == 0);
  Issue issue = refused(csv_spec("\"task\":\"regression\""), "x,y\n1,no\n2,yes\n3,no\n4,yes\n");
  CHECK(issue.pointer == "/data/csv/task");
  issue = refused(checked_spec(R"({"data":{"source":"csv"},"training":{"loss":"mse"}})"),
                  "x,y\n1,no\n2,yes\n3,no\n4,yes\n");
  CHECK(issue.pointer == "/training/loss");
}

TEST_CASE("target and left-out columns by name") {
  const std::string text = table("a,b,c\n", "%d.5,1%d.5,2%d.25\n", 12);
  CHECK(report(text).target == "c");
  const Dataset d = prepared(csv_spec("\"target\":\"a\",\"exclude\":[\"c\"]"), text).dataset;
  CHECK(d.target_name == "a");
  REQUIRE(d.input_count() == 1);
  CHECK(d.inputs[0].name == "b");
  Issue issue = refused(csv_spec("\"target\":\"z\""), text);
  CHECK(issue.pointer == "/data/csv/target");
  CHECK(issue.allowed == "the name of a column: a, b, c");
  CHECK(refused(csv_spec("\"exclude\":[\"z\"]"), text).pointer == "/data/csv/exclude/0");
  CHECK(refused(csv_spec("\"exclude\":[\"a\",\"b\"]"), text).pointer == "/csv");
}

TEST_CASE("what is no table is refused with the reason") {
  CHECK(refused(csv_spec(), "").allowed.find("a table") != std::string::npos);
  CHECK(refused(csv_spec(), "  \n\n").allowed.find("a table") != std::string::npos);
  CHECK(refused(csv_spec(), std::string("\xFF\xFE"
                                        "a\0,\0",
                                        6))
            .allowed.find("UTF-16") != std::string::npos);
  CHECK(refused(csv_spec(), "\x1F\x8B\x08 gz").allowed.find("compressed") != std::string::npos);
  CHECK(refused(csv_spec(), "PK\x03\x04").allowed.find("spreadsheet") != std::string::npos);
  CHECK(refused(csv_spec(), std::string("a,b\n1,\0\n", 8)).allowed.find("NUL") !=
        std::string::npos);
  CHECK(refused(csv_spec(), "just\none\ncolumn\n").allowed.find("two columns") !=
        std::string::npos);
  for (const char* header : {"a,b\n", "sep=,\na,b\n"}) {
    CHECK(refused(csv_spec(), header).pointer == "/csv");
    CHECK(refused(csv_spec(), header).allowed == "at least one row below the header");
  }
  CHECK(refused(csv_spec(), "sep=,\n").pointer == "/csv");
  const Issue constant = refused(csv_spec(), "a,b\n1,2\n1,2\n1,2\n1,2\n1,2\n");
  CHECK(constant.value == "\"2 constant columns\"");
  CHECK(refused(csv_spec(), "a,b\n1,2\n3,4\n5,5\n").allowed.find("at least 4") !=
        std::string::npos);
  const Issue open = refused(csv_spec(), "a,b\n1,2\n3,\"4\n5,6\n");
  CHECK(open.pointer == "/csv/line/3");
  CHECK(open.allowed.find("never closed") != std::string::npos);
}

TEST_CASE("text in another encoding is read as Latin-1 and leaves as UTF-8") {
  std::string text =
      "gr\xF6\xDF"
      "e,y\n";
  for (int i = 0; i < 8; ++i)
    text += std::to_string(i) + ".5," + (i % 2 ? "s\xFC\xDF" : "sauer") + "\n";
  const Dataset d = prepared(csv_spec(), text).dataset;
  CHECK(d.inputs[0].name ==
        "gr\xC3\xB6\xC3\x9F"
        "e");
  CHECK(d.class_names[1] == "s\xC3\xBC\xC3\x9F");
}

TEST_CASE("a wide table and a long one") {
  std::string header, line;
  for (int j = 0; j < 100; ++j)
    header += "c" + std::to_string(j) + ",", line += "%d." + std::to_string(j) + ",";
  CHECK(prepared(csv_spec(), table(header + "y\n", line + "%d.5\n", 30)).dataset.feature_count() ==
        100);
  const Dataset d = prepared(csv_spec(), table("a,b\n", "%d.5,%d\n", 100'000)).dataset;
  CHECK(d.count() == 100'000);
  CHECK(d.target_raw[99'999] == 99'999);
}

TEST_CASE("random bytes and random damage never break the reader") {
  const std::string base =
      "id;\"a \"\"q\"\"\";date;y\r\n" + table("", "%d;1%d,5;2020-01-1%d;k%d\r\n", 9);
  Random random(5, Stream::kUser);
  constexpr std::string_view kPieces[] = {"\"", "\"\"", ";",     ",", "\t",   "\n",
                                          "\r", "NA",   "1e308", "-", "\xFF", "1e400"};
  int read = 0;
  for (int trial = 0; trial < 3000; ++trial) {
    std::string text = base;
    for (std::uint32_t c = random.below(6); c > 0; --c) {
      const std::size_t at = random.below(static_cast<std::uint32_t>(text.size()));
      if (random.below(2) == 0)
        text.insert(at, kPieces[random.below(std::size(kPieces))]);
      else
        text[at] = static_cast<char>(random.below(256));
    }
    if (trial % 10 == 0)
      for (char& c : text) c = static_cast<char>(random.below(trial % 20 == 0 ? 256 : 60));
    const auto result = data::prepare(csv_spec(), text);
    if (const auto* p = std::get_if<data::Prepared>(&result)) {
      ++read;
      for (const float value : p->dataset.features) REQUIRE(std::isfinite(value));
      for (const float value : p->dataset.targets) REQUIRE(std::isfinite(value));
    } else {
      for (const Issue& issue : std::get<Issues>(result)) CHECK_FALSE(issue.allowed.empty());
    }
  }
  CHECK(read > 1000);
}
