package io.cairn.server.studies;

import io.cairn.core.search.Methods;
import io.cairn.core.search.Proposal;
import io.cairn.core.space.Configuration;
import io.cairn.core.study.StudyDecider;
import io.cairn.core.study.StudySpec;
import io.cairn.core.transfer.PriorUse;
import io.cairn.proto.PortfolioEntry;
import io.cairn.proto.StudyCreated;
import io.cairn.server.archive.FittedPriors;
import io.cairn.server.archive.PriorChoice;
import io.cairn.server.sweep.InvalidSweepException;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import io.cairn.server.sweep.SweepReader;
import io.cairn.workers.WorkerTypes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A study between its first event and its spec. */
public final class StudySpecs {

  private StudySpecs() {}

  /** The first event of a study of this sweep. */
  public static StudyCreated created(String study, String mode, Sweep sweep, StudyPriors priors) {
    StudyCreated.Builder created =
        StudyCreated.newBuilder()
            .setStudy(study)
            .setMode(mode)
            .setName(sweep.study().name())
            .setSweepJson(sweep.canonicalJson())
            .setSweepFolder(sweep.folder().toString())
            .setCairnVersion(Release.NUMBER);
    if (Methods.usesPriors(sweep.study().method().name())) {
      for (Proposal start : sweep.priors().startProposals()) {
        created.addPortfolio(entry(start.configuration(), start.origin()));
      }
    }
    priors
        .portfolio()
        .ifPresent(
            result ->
                result
                    .picks()
                    .forEach(
                        pick -> created.addPortfolio(entry(pick.configuration(), pick.origin()))));
    if (priors.fitted().isPresent()) {
      for (FittedPriors.Fitted fitted : priors.fitted().get().all()) {
        created.addPriors(
            use(fitted.prior().use())
                .setFit(fitted.key())
                .setLeftOut(FittedPriors.unused(fitted.prior())));
      }
    } else {
      priors
          .portfolio()
          .ifPresent(result -> result.priors().forEach(use -> created.addPriors(use(use))));
    }
    priors.choice().leftOut().forEach(left -> created.addPriors(leftOut(left)));
    return created.build();
  }

  private static PortfolioEntry entry(Configuration configuration, String origin) {
    PortfolioEntry.Builder entry = PortfolioEntry.newBuilder().setOrigin(origin);
    for (long code : configuration.codes()) {
      entry.addCodes(code);
    }
    return entry.build();
  }

  private static io.cairn.proto.PriorUse.Builder use(PriorUse use) {
    return io.cairn.proto.PriorUse.newBuilder()
        .setId(use.id())
        .setName(use.name())
        .setUsed((int) use.used())
        .setProjected((int) use.projected())
        .setRejected((int) use.rejected());
  }

  private static io.cairn.proto.PriorUse leftOut(PriorChoice.LeftOut leftOut) {
    return io.cairn.proto.PriorUse.newBuilder()
        .setId(leftOut.id())
        .setName(leftOut.name())
        .setLeftOut(leftOut.reason())
        .build();
  }

  /** The spec that a first event stands for, without the priors' landscapes; a pure function. */
  public static StudySpec spec(StudyCreated created) {
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
   * The sweep that a first event holds, for a purpose that does not look at its worker.
   *
   * @throws CairnException if it does not hold any more, with every problem
   */
  public static Sweep sweep(StudyCreated created, Purpose purpose) {
    return sweep(created, purpose, WorkerTypes.builtIn());
  }

  /**
   * The sweep that a first event holds.
   *
   * @param types the kinds of worker that there are
   * @throws CairnException if it does not hold any more, with every problem
   */
  public static Sweep sweep(StudyCreated created, Purpose purpose, WorkerTypes types) {
    try {
      return SweepReader.parse(
          created.getSweepJson(), Path.of(created.getSweepFolder()), purpose, types);
    } catch (InvalidSweepException e) {
      throw CairnException.invalid(SweepProblems.text(e));
    }
  }
}
