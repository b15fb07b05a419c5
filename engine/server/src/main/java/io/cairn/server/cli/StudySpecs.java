package io.cairn.server.cli;

import io.cairn.core.search.Proposal;
import io.cairn.core.space.Configuration;
import io.cairn.core.study.StudyDecider;
import io.cairn.core.study.StudySpec;
import io.cairn.core.transfer.PortfolioResult;
import io.cairn.core.transfer.PriorUse;
import io.cairn.proto.PortfolioEntry;
import io.cairn.proto.StudyCreated;
import io.cairn.server.archive.PriorChoice;
import io.cairn.server.sweep.InvalidSweepException;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import io.cairn.server.sweep.SweepReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A study between its first event and its spec. */
final class StudySpecs {

  private StudySpecs() {}

  /** The first event of a study of this sweep. */
  static StudyCreated created(
      String study,
      String mode,
      Sweep sweep,
      PriorChoice priors,
      Optional<PortfolioResult> portfolio) {
    StudyCreated.Builder created =
        StudyCreated.newBuilder()
            .setStudy(study)
            .setMode(mode)
            .setName(sweep.study().name())
            .setSweepJson(sweep.canonicalJson())
            .setSweepFolder(sweep.folder().toString())
            .setCairnVersion(Version.NUMBER);
    portfolio.ifPresent(
        result -> {
          for (PortfolioResult.Pick pick : result.picks()) {
            PortfolioEntry.Builder entry = PortfolioEntry.newBuilder().setOrigin(pick.origin());
            for (long code : pick.configuration().codes()) {
              entry.addCodes(code);
            }
            created.addPortfolio(entry);
          }
          for (PriorUse use : result.priors()) {
            created.addPriors(
                io.cairn.proto.PriorUse.newBuilder()
                    .setId(use.id())
                    .setName(use.name())
                    .setUsed((int) use.used())
                    .setProjected((int) use.projected())
                    .setRejected((int) use.rejected()));
          }
        });
    for (PriorChoice.LeftOut leftOut : priors.leftOut()) {
      created.addPriors(
          io.cairn.proto.PriorUse.newBuilder()
              .setId(leftOut.id())
              .setName(leftOut.name())
              .setLeftOut(leftOut.reason()));
    }
    return created.build();
  }

  /** The spec that a first event stands for; a pure function of it. */
  static StudySpec spec(StudyCreated created) {
    // For deciding nothing of the worker is needed, and its files may be gone by now.
    boolean askTell = created.getMode().equals(StudyDecider.ASK_TELL);
    StudySpec spec = sweep(created, askTell ? Purpose.ASK_TELL : Purpose.STORED).study();
    List<Proposal> portfolio = new ArrayList<>();
    for (PortfolioEntry entry : created.getPortfolioList()) {
      long[] codes = new long[entry.getCodesCount()];
      for (int i = 0; i < codes.length; i++) {
        codes[i] = entry.getCodes(i);
      }
      portfolio.add(new Proposal(Configuration.of(spec.space(), codes), entry.getOrigin()));
    }
    return spec.withPortfolio(portfolio);
  }

  /**
   * The sweep that a first event holds.
   *
   * @throws CommandException if it does not hold any more, with every problem
   */
  static Sweep sweep(StudyCreated created, Purpose purpose) {
    try {
      return SweepReader.parse(created.getSweepJson(), Path.of(created.getSweepFolder()), purpose);
    } catch (InvalidSweepException e) {
      throw CommandException.invalid(SweepProblems.text(e));
    }
  }
}
