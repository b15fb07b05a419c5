package io.cairn.core.search;

import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.landscape.Measure;
import io.cairn.core.landscape.Provenance;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.core.transfer.PriorFitter;
import io.cairn.core.transfer.PriorLandscape;
import io.cairn.core.transfer.SurfaceBasis;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a person believes about where good configurations lie, as one more prior whose trust can
 * fall: a landscape of 200 quasi-random configurations, and the most expected one, whose loss is
 * minus the log density of the belief.
 *
 * @param byParameter expectations by the parameter's name; those of parameters that are inactive in
 *     a configuration do not count there
 */
public record Belief(Map<String, Expectation> byParameter) {

  /** Id and name of the prior. */
  public static final String NAME = "your belief";

  private static final int POINTS = 200;

  public Belief {
    byParameter = Collections.unmodifiableMap(new LinkedHashMap<>(byParameter));
  }

  /** Whether nothing is believed. */
  public boolean isEmpty() {
    return byParameter.isEmpty();
  }

  /**
   * The landscape that is believed in.
   *
   * @param space that has every parameter of the belief
   * @param resource name of the resource
   * @param full its highest level
   */
  public PriorLandscape landscape(SearchSpace space, String resource, double full) {
    LandscapeBuilder builder =
        new LandscapeBuilder(space, new Measure("surprise", false, resource), new double[] {full});
    Configuration most = mostExpected(space);
    if (space.satisfies(most)) {
      builder.add(most, full, surprise(most), Double.NaN);
    }
    SobolSampler points = SobolSampler.scrambled(space, new RandomStreams(0));
    for (int i = 0; i < POINTS; i++) {
      Optional<Proposal> point = points.propose(i, 0);
      if (point.isPresent()) {
        Configuration configuration = point.get().configuration();
        points.started(i, configuration);
        builder.add(configuration, full, surprise(configuration), Double.NaN);
      }
    }
    return new PriorLandscape(
        NAME, NAME, builder.build(Provenance.of("", NAME, Instant.EPOCH, "the sweep file")));
  }

  /** The belief as the methods take it. It says nothing of the scale of the losses. */
  public FittedPrior fit(SurfaceBasis basis) {
    int top = basis.ladder().top();
    FittedPrior fitted =
        new PriorFitter(basis)
            .fit(landscape(basis.space(), basis.ladder().name(), basis.ladder().level(top)));
    return new FittedPrior(
        fitted.id(),
        fitted.name(),
        fitted.losses(),
        null,
        Double.NaN,
        fitted.reliability(),
        fitted.costShares(),
        fitted.predictability(),
        fitted.points(),
        fitted.best(),
        fitted.use());
  }

  private double surprise(Configuration configuration) {
    SearchSpace space = configuration.space();
    double sum = 0;
    for (int i = 0; i < space.dimensions(); i++) {
      Expectation expected = byParameter.get(space.parameter(i).name());
      long code = configuration.code(i);
      if (expected != null && code != Parameter.INACTIVE) {
        sum += expected.surprise(space.parameter(i), code);
      }
    }
    return sum;
  }

  private Configuration mostExpected(SearchSpace space) {
    long[] codes = new long[space.dimensions()];
    for (int i = 0; i < codes.length; i++) {
      Parameter parameter = space.parameter(i);
      Expectation expected = byParameter.get(parameter.name());
      codes[i] = expected == null ? parameter.middle() : expected.mode(parameter);
    }
    return space.resolve(codes);
  }
}
