package io.cairn.server.picture;

/**
 * Something to draw: a title that says what is seen, a caption with the facts behind it (how many
 * configurations, which mode, eps and coverage), and numbers.
 */
public sealed interface Picture
    permits MapPicture,
        RankScatter,
        Slices,
        PairMeans,
        OptimaNetwork,
        SimilarityMatrix,
        FidelityCurves,
        ImportanceBars {

  /** What is seen, one line. */
  String title();

  /** The facts behind it, a few sentences; the drawing adds its own. */
  String caption();
}
