package io.cairn.core.search.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.search.Method;
import io.cairn.core.search.MethodSettings;
import io.cairn.core.search.Methods;
import io.cairn.core.study.Studies;
import io.cairn.core.study.StudyState;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.core.transfer.PriorLandscape;
import io.cairn.core.transfer.PriorTrust;
import io.cairn.core.transfer.TrustReport;
import io.cairn.core.transfer.TrustReport.Lead;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each claim of trust on landscapes by formula. */
class TrustTest {
  private static final int TRIALS = 30;
  private static final Valley TARGET = Valley.TARGET;
  private static final Valley OPPOSITE = new Valley(1 - TARGET.x(), 1 - TARGET.y());

  private static TrustReport after(int trials, Valley.LossAt loss, PriorLandscape... priors) {
    List<FittedPrior> fitted = new ArrayList<>();
    for (PriorLandscape prior : priors) {
      fitted.add(Valley.fitted(prior));
    }
    StudyState state =
        Valley.run(Valley.study("landscape", trials, 1, fitted), loss, event -> {}).state();
    return state.trust().orElseThrow();
  }

  private static void believed(PriorLandscape prior) {
    TrustReport trust = after(TRIALS, TARGET::loss, prior);
    PriorTrust of = trust.priors().get(0);
    assertThat(of.weight().value())
        .as("weight of %s, healthy .81 to .94 after a half: %s", prior.name(), of)
        .isGreaterThan(0.75);
    assertThat(trust.lead()).as(trust.reason()).isEqualTo(Lead.PRIORS);
    assertThat(of.sentence()).contains("better than chance").endsWith("; leads");
    assertThat(of.contrary()).as("share turned over, healthy below .05").isLessThan(0.2);
    assertThat(of.agreement().rho().value())
        .as("rho, healthy .57 to 1: %s", of.agreement().rho())
        .isGreaterThan(0.5);
    assertThat(of.weight().value() + trust.chance().value()).isEqualTo(1, within());
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-9);
  }

  private static void turnedOver(PriorLandscape prior) {
    TrustReport trust = after(TRIALS, TARGET::loss, prior);
    PriorTrust of = trust.priors().get(0);
    assertThat(of.contrary())
        .as("share of %s turned over, healthy above .99: %s", prior.name(), of)
        .isGreaterThan(0.95);
    assertThat(of.weight().value()).as("healthy .94").isGreaterThan(0.75);
    assertThat(trust.lead()).as(trust.reason()).isEqualTo(Lead.PRIORS);
    assertThat(of.sentence()).contains("the wrong way round").endsWith("turned over, and leads");
    assertThat(of.agreement().rho().high()).isNegative();
  }

  private static TrustReport unused(PriorLandscape prior, String why) {
    TrustReport trust = after(TRIALS, TARGET::loss, prior);
    PriorTrust of = trust.priors().get(0);
    assertThat(of.isUsed()).isFalse();
    assertThat(of.weight().value()).isZero();
    assertThat(of.unused()).contains(why);
    assertThat(trust.chance().value()).isEqualTo(1);
    assertThat(trust.lead()).isEqualTo(Lead.ALONE);
    assertThat(trust.reason()).contains("No prior can predict its own losses");
    return trust;
  }

  @Test
  void identicalPrior_leads() {
    believed(Valley.prior("identical", TARGET::loss));
  }

  @Test
  void rescaledPrior_leadsAsMuch() {
    Valley.LossAt loss = TARGET::loss;
    believed(Valley.prior("rescaled", loss.through(l -> 1000 * l - 70)));
  }

  @Test
  void monotoneTransformedPrior_leads() {
    Valley.LossAt loss = TARGET::loss;
    believed(Valley.prior("monotone", loss.through(l -> Math.exp(6 * l))));
  }

  @Test
  void priorWithShiftedOptimum_leadsByItsOrder() {
    believed(Valley.prior("shifted", new Valley(0.65, 0.38)::loss));
  }

  @Test
  void priorOfAnotherFidelityUnit_leads() {
    believed(Valley.prior("rows", 100, new double[] {1_000, 3_000, 9_000}, TARGET::loss));
  }

  @Test
  void negatedPrior_countsTurnedOver() {
    Valley.LossAt loss = TARGET::loss;
    turnedOver(Valley.prior("negated", loss.through(l -> -l)));
  }

  @Test
  void priorOfOneTrial_isUnused() {
    unused(
        Valley.prior("single", 1, new double[] {1, 3, 9}, TARGET::loss),
        "only 1 of its configurations");
  }

  @Test
  void constantPrior_isUnused() {
    unused(Valley.prior("constant", (c, epochs) -> 0.5), "cannot predict its own losses");
  }

  @Test
  void divergedPrior_isUnused() {
    unused(
        Valley.prior("diverged", (c, epochs) -> Double.POSITIVE_INFINITY),
        "cannot predict its own losses");
  }

  @Test
  void shuffledPrior_isUnused() {
    unused(
        Valley.prior(
            "shuffled",
            (c, epochs) -> Math.floorMod(c.hashCode() * 0x9E3779B97F4A7C15L >>> 20, 1000L)),
        "cannot predict its own losses");
  }

  @Test
  void priorInTheOppositeCorner_losesAgainstTheRightOne() {
    TrustReport trust =
        after(
            TRIALS,
            TARGET::loss,
            Valley.prior("opposite", OPPOSITE::loss),
            Valley.prior("identical", TARGET::loss));
    double opposite = trust.priors().get(0).weight().value();
    double identical = trust.priors().get(1).weight().value();
    assertThat(identical)
        .as("weight of the right prior, healthy .69 against .06: %s", trust.priors())
        .isGreaterThan(0.6);
    assertThat(opposite).isLessThan(0.15);
    assertThat(trust.priors().get(1).sentence()).endsWith("leads");
    assertThat(trust.priors().get(0).sentence()).doesNotEndWith("; leads");
  }

  @Test
  void constantLosses_proveNoPrior() {
    TrustReport trust = after(TRIALS, (c, epochs) -> 1, Valley.prior("identical", TARGET::loss));
    assertThat(trust.chance().value())
        .as("share of the null member with equal losses, healthy .86 after a half: %s", trust)
        .isGreaterThan(0.4);
    assertThat(trust.reason()).contains("are the same");
    assertThat(trust.priors().get(0).sentence()).contains("neither confirmed nor refuted");
  }

  @Test
  void divergedTrials_proveNoPrior() {
    TrustReport trust =
        after(TRIALS, (c, epochs) -> Double.NaN, Valley.prior("identical", TARGET::loss));
    assertThat(trust.chance().value()).as("healthy .86 after a half").isGreaterThan(0.4);
    assertThat(trust.reason()).contains("are the same");
    assertThat(trust.sides().get(0).fared().bestLoss()).isNaN();
  }

  @Test
  void noResult_givesHalfToTheNullMember() {
    FittedPrior prior = Valley.fitted(Valley.prior("identical", TARGET::loss));
    TrustReport trust =
        Methods.create(Valley.study("landscape", TRIALS, 1, List.of(prior)).methodSpec())
            .trust()
            .orElseThrow();
    assertThat(trust.observations()).isZero();
    assertThat(trust.rung()).isEqualTo(-1);
    assertThat(trust.lead()).isEqualTo(Lead.BOTH);
    assertThat(trust.chance().value()).isEqualTo(0.5);
    assertThat(trust.priors().get(0).weight().toString()).isEqualTo("0.50 (0.00 to 1.00)");
    assertThat(trust.priors().get(0).sentence()).startsWith("nothing was measured yet");
  }

  @Test
  void oneResult_testsNothing() {
    TrustReport trust = after(1, TARGET::loss, Valley.prior("identical", TARGET::loss));
    assertThat(trust.observations()).isEqualTo(1);
    assertThat(trust.evidence()).isZero();
    assertThat(trust.reason()).startsWith("1 separate result cannot test them yet");
  }

  @Test
  void noPriors_saysSo() {
    TrustReport trust = after(5, TARGET::loss);
    assertThat(trust.priors()).isEmpty();
    assertThat(trust.chance().value()).isEqualTo(1);
    assertThat(trust.reason()).startsWith("There are no priors");
  }

  @Test
  void counters_sumToTheTrials_andSidesToTheTime() {
    TrustReport trust = after(TRIALS, TARGET::loss, Valley.prior("identical", TARGET::loss));
    TrustReport.Counters c = trust.counters();
    assertThat(c.priors() + c.alone() + c.exploration() + c.fallback()).isEqualTo(TRIALS);
    assertThat(c.priors()).as("%s", c).isGreaterThan(TRIALS / 2);
    assertThat(c.promotions()).isPositive();
    assertThat(trust.sides().stream().mapToInt(s -> s.fared().trials()).sum()).isEqualTo(TRIALS);
    TrustReport.Side priors = trust.sides().get(0);
    assertThat(priors.fared().bestLoss())
        .as("best full loss of the priors' trials, healthy 4e-5: %s", trust.sides())
        .isLessThan(0.01);
    assertThat(priors.fared().bestRung()).isEqualTo(2);
    assertThat(trust.priors().get(0).contribution().trials()).isPositive();
  }

  @Test
  void report_isTheSameTwice_andTheStudyGoesOnAlike() {
    PriorLandscape prior = Valley.prior("identical", TARGET::loss);
    assertThat(after(12, TARGET::loss, prior)).isEqualTo(after(12, TARGET::loss, prior));
  }

  @Test
  void otherMethods_haveNoTrust() {
    for (String name : Methods.names()) {
      MethodSettings settings = new MethodSettings(name, 1, Map.of());
      Method method =
          Methods.create(
              new io.cairn.core.search.MethodSpec(
                  settings,
                  Studies.space(),
                  Valley.LADDER,
                  java.util.OptionalInt.of(9),
                  List.of()));
      assertThat(method.trust().isPresent()).as(name).isEqualTo(name.equals("landscape"));
      assertThat(method.startsWithoutModel().isPresent())
          .as(name)
          .isEqualTo(name.equals("landscape"));
    }
  }
}
