package io.cairn.server.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.landscape.advice.AdvisorSettings;
import io.cairn.core.landscape.advice.FidelityAdvice;
import io.cairn.core.landscape.advice.FidelityAdvisor;
import io.cairn.core.landscape.advice.LevelAdvice;
import io.cairn.core.landscape.advice.Promotion;
import io.cairn.core.landscape.similarity.AgreementSettings;
import io.cairn.server.studies.CairnException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * Which level of a landscape can be trusted, for people and as JSON.
 *
 * @param landscape what was analysed
 * @param advice what came of it
 * @param eta one in so many goes on from a level
 * @param gamma which share counts as the best
 */
record FidelityAnalysis(
    LandscapeOperand landscape, FidelityAdvice advice, double eta, double gamma) {

  /** The usual share of the best. */
  static final double GAMMA = 0.1;

  /**
   * Analyses the levels.
   *
   * @throws CairnException if eta or gamma break their rules
   */
  static FidelityAnalysis of(LandscapeOperand landscape, double eta, double gamma) {
    AdvisorSettings standard = AdvisorSettings.standard();
    AdvisorSettings settings;
    try {
      settings =
          new AdvisorSettings(
              eta,
              standard.threshold(),
              standard.minConfigurations(),
              new AgreementSettings(gamma, standard.agreement().confidence()));
    } catch (IllegalArgumentException e) {
      throw CairnException.invalid(String.valueOf(e.getMessage()));
    }
    return new FidelityAnalysis(
        landscape, FidelityAdvisor.advise(landscape.landscape(), settings), eta, gamma);
  }

  void put(ObjectNode root) {
    root.put("eta", eta).put("gamma", gamma);
    root.put("survivorsOnly", advice.survivorsOnly());
    ArrayNode levels = root.putArray("levels");
    for (LevelAdvice level : advice.levels()) {
      ObjectNode node = levels.addObject();
      node.put("level", level.resource()).put("measured", level.measured());
      FigureText.put(node, "costShare", level.costShare());
      node.put("judgement", judgement(level));
      node.put("why", level.why());
      FigureText.put(node.putObject("agreement"), level.agreement());
      level.alone().ifPresent(p -> promotion(node.putObject("promotion"), p));
      level.cumulative().ifPresent(p -> promotion(node.putObject("promotionAlongLadder"), p));
    }
    advice
        .lowestTrusted()
        .ifPresentOrElse(
            level -> root.put("lowestTrusted", level.resource()),
            () -> root.putNull("lowestTrusted"));
    root.put("why", advice.why());
  }

  private static String judgement(LevelAdvice level) {
    return level.judgement().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void promotion(ObjectNode node, Promotion promotion) {
    FigureText.put(node, "kept", promotion.kept());
    FigureText.put(node, "lost", promotion.lost());
    FigureText.put(node, "unavoidable", promotion.unavoidable());
    FigureText.put(node, "bestKept", promotion.bestKept());
  }

  void print(PrintStream out) {
    TextTable table =
        new TextTable(
            List.of(
                landscape.landscape().resource(),
                "measured",
                "cost",
                "rho",
                "best " + Numbers.brief(100 * gamma) + " % overlap",
                "of them lost at 1/" + Numbers.brief(eta),
                "along the ladder",
                "judgement"));
    for (LevelAdvice level : advice.levels()) {
      table.row(
          List.of(
              Numbers.brief(level.resource()),
              Integer.toString(level.measured()),
              Double.isNaN(level.costShare())
                  ? "-"
                  : Numbers.brief(Math.round(1000 * level.costShare()) / 10.0) + " %",
              FigureText.of(level.agreement().rho()),
              FigureText.of(level.agreement().overlap()),
              level.alone().map(p -> FigureText.of(p.lost())).orElse("-"),
              level.cumulative().map(p -> FigureText.of(p.lost())).orElse("-"),
              judgement(level)));
    }
    table.lines().forEach(out::println);
    out.println();
    for (LevelAdvice level : advice.levels()) {
      out.println(
          landscape.landscape().resource()
              + " "
              + Numbers.brief(level.resource())
              + ": "
              + level.why());
    }
    out.println();
    out.println(advice.why());
  }
}
