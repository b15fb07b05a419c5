/**
 * The race: search methods against each other on surrogates of real training runs, in virtual time.
 *
 * <p>Entry types: the programs {@link io.cairn.bench.race.RaceRun} and {@link
 * io.cairn.bench.race.TableRace}, which run sweeps and write their traces, and {@link
 * io.cairn.bench.race.RaceSummary}, which sums traces up. Nothing else uses this package.
 */
@NullMarked
package io.cairn.bench.race;

import org.jspecify.annotations.NullMarked;
