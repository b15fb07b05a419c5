/** What looking at studies costs: those who look, and the study. Programs that print. */
package io.cairn.bench.watch;
