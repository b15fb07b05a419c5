package io.cairn.core.study;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reasons in the user's terms. Halving rules minimise and speak of losses; people read their own
 * metric in their own direction.
 */
final class ReasonText {

  private static final Pattern LOSS =
      Pattern.compile("\\b(loss|cut) (-?[0-9][0-9.]*(?:E-?[0-9]+)?)");

  private ReasonText() {}

  /** {@code reason} with each "loss L" as "metric M", and each "cut L" as "cut M". */
  static String of(String reason, Objective objective) {
    Matcher matcher = LOSS.matcher(reason);
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      String word = matcher.group(1).equals("loss") ? objective.metric() : "cut";
      String number = matcher.group(2);
      matcher.appendReplacement(
          text, Matcher.quoteReplacement(word + " " + inDirection(number, objective)));
    }
    return matcher.appendTail(text).toString();
  }

  /** The loss's text as the metric's: the same digits, the sign of the direction. */
  private static String inDirection(String loss, Objective objective) {
    if (objective.direction() == Objective.Direction.MINIMIZE || loss.equals("0")) {
      return loss;
    }
    return loss.startsWith("-") ? loss.substring(1) : "-" + loss;
  }
}
