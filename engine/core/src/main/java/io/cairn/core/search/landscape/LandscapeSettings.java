package io.cairn.core.search.landscape;

/**
 * The figures of the landscape method.
 *
 * @param pool random configurations that compete with the priors' best
 * @param priorBest how many of the priors' best configurations compete
 * @param mutants variations of the best configurations that compete
 * @param explore share of new trials that are random whatever the models say, 0..1
 * @param pilot observations at one rung before the evidence counts
 * @param testSize observations that the evidence is computed from
 * @param leadAbove log evidence above which the priors lead
 * @param dropBelow log evidence below which they are not asked
 * @param allowance trials that unproven priors may lead to beyond as many as they do not
 * @param priorWeights how strongly a prior's own evidence weighs it, 0 (all equal) to 1
 * @param costFloor least cost of a candidate, as a share of what full evaluations have cost
 * @param ladder whether lower rungs are used at all
 * @param twoArms whether a side without priors competes
 */
public record LandscapeSettings(
    int pool,
    int priorBest,
    int mutants,
    double explore,
    int pilot,
    int testSize,
    double leadAbove,
    double dropBelow,
    int allowance,
    double priorWeights,
    double costFloor,
    boolean ladder,
    boolean twoArms) {

  /** The figures that the race was run with. */
  public static final LandscapeSettings DEFAULTS =
      new LandscapeSettings(400, 300, 48, 0.05, 4, 24, 0, -Math.log(2), 2, 0.5, 0.2, true, true);
}
