/**
 * What every kind of worker must do, as tests.
 *
 * <p>Entry type: {@link io.cairn.workers.contract.EvaluatorContract}, to be extended by the test
 * class of each implementation, Cairn's own and other people's. Depends on the SPI, JUnit and
 * AssertJ alone, so that a plug-in can be tested without the rest of Cairn.
 */
@NullMarked
package io.cairn.workers.contract;

import org.jspecify.annotations.NullMarked;
