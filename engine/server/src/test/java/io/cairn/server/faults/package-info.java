/**
 * A cluster of real processes on loopback addresses, what can happen to it, and what must hold
 * afterwards.
 *
 * <p>Entry types: {@link io.cairn.server.faults.ClusterProcesses}, {@link
 * io.cairn.server.faults.FaultRun}. Tests use them, and the program of {@code bench/} that runs for
 * hours. Nothing here reads the state of a node: what is checked is the journal in the database and
 * what workers were told.
 */
package io.cairn.server.faults;
