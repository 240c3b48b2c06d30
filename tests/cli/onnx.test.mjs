import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { events, hunch, inFolder, shared } from './support.mjs';

// The wire format of protocol buffers, as far as a node test needs it.
const varint = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)]);
const number = (field, value) => [...varint(field << 3), ...varint(value)];
const bytes = (field, value) => [...varint((field << 3) | 2), ...varint(value.length), ...value];
const text = (field, value) => bytes(field, [...Buffer.from(value)]);

const FLOAT = 1;
const tensor = (values, type = FLOAT) => [
  ...number(1, values.length),
  ...number(2, type),
  ...bytes(9, [...new Uint8Array(new Float32Array(values).buffer)]),
];
const value = (name) => [...text(1, name), ...bytes(2, bytes(1, number(1, FLOAT)))];

/** A test folder of one node from x to y. */
function testFolder(name, { op = 'Relu', opset = 14, input = [-1, 2, 3], output, attribute }) {
  const node = [...text(1, 'x'), ...text(2, 'y'), ...text(4, op)];
  if (attribute) node.push(...bytes(5, [...text(1, attribute), ...number(3, 1), ...number(20, 2)]));
  const graph = [...bytes(1, node), ...bytes(11, value('x')), ...bytes(12, value('y'))];
  const folder = inFolder(name);
  const set = join(folder, 'test_data_set_0');
  mkdirSync(set, { recursive: true });
  const model = [...number(1, 8), ...bytes(7, graph), ...bytes(8, number(2, opset))];
  writeFileSync(join(folder, 'model.onnx'), Buffer.from(model));
  writeFileSync(join(set, 'input_0.pb'), Buffer.from(tensor(input)));
  writeFileSync(join(set, 'output_0.pb'), Buffer.from(tensor(output)));
  return folder;
}

const good = testFolder('nodes/test_good', { output: [0, 2, 3] });
const bad = testFolder('nodes/test_bad', { output: [0, 2.5, 3] });
const strange = testFolder('nodes/test_strange', { op: 'Det', output: [1] });
const attribute = testFolder('nodes/test_attribute', { attribute: 'steep', output: [0, 2, 3] });

test('a folder that passes', () => {
  for (const args of [[good], [`${good}/`], [good, '--kernels', 'scalar']]) {
    const { status, out, err } = hunch(['onnx-test', ...args]);
    assert.equal(status, 0, err);
    assert.equal(out, 'pass  test_good\n1 passed, 0 failed, 0 unsupported\n');
  }
});

test('a folder of folders is walked by name, and one that fails makes status 1', () => {
  const { status, out } = hunch(['onnx-test', inFolder('nodes')]);
  assert.equal(status, 1);
  assert.deepEqual(out.trimEnd().split('\n'), [
    'unsupported  test_attribute: Relu: attribute steep',
    'FAIL  test_bad: output 0: largest error 0.5; at (1) got 2, want 2.5',
    'pass  test_good',
    'unsupported  test_strange: Det',
    '1 passed, 1 failed, 2 unsupported',
  ]);
});

test('what is not supported is no failure', () => {
  const { status, out } = hunch(['onnx-test', strange, attribute]);
  assert.equal(status, 0);
  assert.match(out, /0 passed, 0 failed, 2 unsupported\n$/);
});

test('JSON lines', () => {
  const { status, out } = hunch(['onnx-test', bad, good, strange, '--json']);
  assert.equal(status, 1);
  assert.deepEqual(events(out), [
    {
      name: 'test_bad',
      result: 'fail',
      error: 0.5,
      reason: 'output 0: largest error 0.5; at (1) got 2, want 2.5',
    },
    { name: 'test_good', result: 'pass', error: 0 },
    { name: 'test_strange', result: 'unsupported', reason: 'Det' },
    { passed: 1, failed: 1, unsupported: 1 },
  ]);
});

test('a damaged folder fails with the reason, and the others are run all the same', () => {
  const cut = testFolder('damaged/test_cut', { output: [0, 2, 3] });
  const input = join(cut, 'test_data_set_0', 'input_0.pb');
  writeFileSync(input, Buffer.from(tensor([1, 2]).slice(0, -1)));
  const lost = testFolder('damaged/test_lost', { output: [0, 2, 3] });
  writeFileSync(join(lost, 'model.onnx'), 'not a model');
  const few = testFolder('damaged/test_few', { output: [0, 2, 3] });
  rmSync(join(few, 'test_data_set_0', 'output_0.pb'));
  const empty = testFolder('damaged/test_none', { output: [0, 2, 3] });
  rmSync(join(empty, 'test_data_set_0'), { recursive: true });
  testFolder('damaged/test_whole', { output: [0, 2, 3] });
  const { status, out } = hunch(['onnx-test', inFolder('damaged')]);
  assert.equal(status, 1);
  const lines = out.trimEnd().split('\n');
  assert.match(lines[0], /^FAIL {2}test_cut: test_data_set_0\/input_0\.pb: .* only 7 are left$/);
  assert.match(lines[1], /^FAIL {2}test_few: test_data_set_0 has 0 outputs, the model 1$/);
  assert.match(lines[2], /^FAIL {2}test_lost: model\.onnx: \[protobuf\]/);
  assert.match(lines[3], /^FAIL {2}test_none: has no test_data_set_0$/);
  assert.deepEqual(lines.slice(4), ['pass  test_whole', '1 passed, 4 failed, 0 unsupported']);
});

test('places without tests have status 2', () => {
  const refused = (args, message) => {
    const { status, out, err } = hunch(['onnx-test', ...args]);
    assert.equal(status, 2, err);
    assert.equal(out, '');
    assert.match(err, message);
  };
  refused([], /DIR/);
  refused([''], /DIR: is empty/);
  refused([good, inFolder('none')], /none is no folder/);
  refused([join(good, 'test_data_set_0')], /has no model\.onnx/);
  refused([good, '--kernels', 'abacus'], /scalar/);
});

test("folders of the standard's own", (context) => {
  const folder = shared(context, 'onnx');
  if (folder === undefined) return;
  const { status, out } = hunch(['onnx-test', folder]);
  assert.equal(status, 0, out);
  assert.match(out, /\n12 passed, 0 failed, 0 unsupported\n$/);
});
