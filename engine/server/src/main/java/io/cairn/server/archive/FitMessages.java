package io.cairn.server.archive;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.core.transfer.PriorUse;
import io.cairn.core.transfer.Surface;
import io.cairn.proto.landscape.FitConfiguration;
import io.cairn.proto.landscape.FitContent;
import io.cairn.proto.landscape.FitReason;
import io.cairn.proto.landscape.FitRung;
import io.cairn.proto.landscape.FitSurface;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fits of priors as messages and back, bit for bit. */
final class FitMessages {

  private FitMessages() {}

  static FitContent content(FittedPrior fit) {
    FitContent.Builder message =
        FitContent.newBuilder()
            .setId(fit.id())
            .setName(fit.name())
            .setLosses(surface(fit.losses()))
            .setSpread(fit.spread())
            .setPredictability(fit.predictability())
            .setPoints(fit.points())
            .setUsed(fit.use().used())
            .setProjected(fit.use().projected())
            .setRejected(fit.use().rejected());
    Surface costs = fit.costs();
    if (costs != null) {
      message.setCosts(surface(costs));
    }
    for (double figure : fit.reliability()) {
      message.addReliability(figure);
    }
    for (double figure : fit.costShares()) {
      message.addCostShares(figure);
    }
    for (Configuration configuration : fit.best()) {
      FitConfiguration.Builder codes = FitConfiguration.newBuilder();
      for (long code : configuration.codes()) {
        codes.addCodes(code);
      }
      message.addBest(codes);
    }
    fit.use()
        .reasons()
        .forEach(
            (text, count) ->
                message.addReasons(FitReason.newBuilder().setText(text).setCount(count)));
    return message.build();
  }

  private static FitSurface surface(Surface surface) {
    FitSurface.Builder message = FitSurface.newBuilder();
    for (int rung = 0; rung < surface.offsets().length; rung++) {
      FitRung.Builder row = FitRung.newBuilder().setOffset(surface.offsets()[rung]);
      for (double weight : surface.weights()[rung]) {
        row.addWeights(weight);
      }
      message.addRungs(row);
    }
    return message.build();
  }

  /**
   * The fit that a message holds.
   *
   * @param space of the study that it was fitted for
   * @throws IllegalArgumentException if it is none of this space
   */
  static FittedPrior fit(FitContent message, SearchSpace space) {
    Map<String, Long> reasons = new LinkedHashMap<>();
    message.getReasonsList().forEach(reason -> reasons.put(reason.getText(), reason.getCount()));
    List<Configuration> best = new ArrayList<>();
    for (FitConfiguration kept : message.getBestList()) {
      best.add(
          Configuration.of(
              space, kept.getCodesList().stream().mapToLong(Long::longValue).toArray()));
    }
    return new FittedPrior(
        message.getId(),
        message.getName(),
        surface(message.getLosses()),
        message.hasCosts() ? surface(message.getCosts()) : null,
        message.getSpread(),
        array(message.getReliabilityList()),
        array(message.getCostSharesList()),
        message.getPredictability(),
        message.getPoints(),
        best,
        new PriorUse(
            message.getId(),
            message.getName(),
            message.getUsed(),
            message.getProjected(),
            message.getRejected(),
            reasons));
  }

  private static Surface surface(FitSurface message) {
    double[][] weights = new double[message.getRungsCount()][];
    double[] offsets = new double[weights.length];
    for (int rung = 0; rung < weights.length; rung++) {
      FitRung row = message.getRungs(rung);
      offsets[rung] = row.getOffset();
      weights[rung] = array(row.getWeightsList());
    }
    return new Surface(weights, offsets);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
