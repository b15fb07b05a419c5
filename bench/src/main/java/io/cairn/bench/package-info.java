/**
 * Measurements: JMH benchmarks and load programs that print. Nothing depends on this module, and
 * nothing here asserts a time; figures with command and machine are in docs/performance.md.
 */
@NullMarked
package io.cairn.bench;

import org.jspecify.annotations.NullMarked;
