package io.cairn.server.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.server.remote.LossyNetwork.Weather;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the network does, every evaluation is worked on to its end, once, and none is given
 * whose end was acknowledged. The last two are checked by {@link LossyNetwork} as it goes; a
 * failure prints its seed.
 */
class HoldingsPropertiesTest {

  private static final int EVALUATIONS = 40;
  private static final int SLOTS = 4;

  /** Of virtual time; what is lost takes a lease's term, 30 s, each time. */
  private static final Duration LONGEST = Duration.ofHours(4);

  private static LossyNetwork run(long seed, Weather weather) {
    LossyNetwork network = new LossyNetwork(seed, weather, SLOTS, EVALUATIONS);
    assertThat(network.run(LONGEST)).as("done, seed " + seed).isEqualTo(EVALUATIONS);
    return network;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void fairWeather_fillsTheSlotsAndNeverMore(long seed) {
    LossyNetwork network = run(seed, new Weather(0, 0, Duration.ofMillis(150), 0, 0));
    assertThat(network.most).isEqualTo(SLOTS);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void lostMessages_costTimeAndNothingElse(long seed) {
    LossyNetwork network = run(seed, new Weather(0.3, 0, Duration.ofMillis(150), 0, 0));
    assertThat(network.most).as("seed " + seed).isLessThanOrEqualTo(SLOTS);
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28})
  void doubledAndLateMessages_bringNothingBack(long seed) {
    run(seed, new Weather(0.2, 0.3, Duration.ofSeconds(8), 0, 0));
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33, 34, 35, 36, 37, 38})
  void placesThatMove_learnWhatTheWorkerHas(long seed) {
    run(seed, new Weather(0.1, 0.1, Duration.ofSeconds(4), 0.1, 0));
  }

  @ParameterizedTest
  @ValueSource(longs = {41, 42, 43, 44, 45, 46, 47, 48})
  void workersThatAreStartedAnew_loseTheirLeasesAndNoEvaluation(long seed) {
    run(seed, new Weather(0.1, 0.1, Duration.ofSeconds(2), 0.02, 0.02));
  }
}
