package io.cairn.server.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.search.Methods;
import io.cairn.core.transfer.Portfolio;
import io.cairn.core.transfer.PortfolioResult;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import io.cairn.server.sweep.SweepReader;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart on a fresh machine learns from the landscapes that the repository ships. */
class ShippedPriorsTest {

  @TempDir Path home;

  @Test
  void quickstart_findsTheShippedLandscapesOnAFreshHome() throws Exception {
    Sweep sweep = SweepReader.read(Path.of("../../config/sweeps/quickstart.conf"), Purpose.PLAN);
    LandscapeArchive archive = LandscapeArchive.open(home);
    PriorChoice choice = PriorSelector.select(archive, sweep, Instant.EPOCH);
    assertThat(choice.landscapes().stream().map(prior -> prior.name()))
        .containsExactly("attrition", "breast_cancer_wdbc", "credit_status", "hpc_jobs");
    assertThat(choice.leftOut()).isEmpty();
    assertThat(choice.warnings()).isEmpty();
    assertThat(choice.landscapes()).allMatch(prior -> prior.landscape().size() == 150);
    assertThat(archive.list().landscapes()).hasSize(4);

    PriorChoice again = PriorSelector.select(archive, sweep, Instant.EPOCH.plusSeconds(60));
    assertThat(archive.list().landscapes()).hasSize(4);
    assertThat(again.landscapes().stream().map(prior -> prior.id()))
        .containsExactlyElementsOf(choice.landscapes().stream().map(prior -> prior.id()).toList());

    int size = Methods.portfolioSize(sweep.study().method());
    PortfolioResult portfolio = Portfolio.greedy(sweep.study().space(), choice.landscapes(), size);
    assertThat(portfolio.picks()).hasSize(size);
    assertThat(portfolio.priors()).allMatch(use -> use.used() == 150);
  }
}
