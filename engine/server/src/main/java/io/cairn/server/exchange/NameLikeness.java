package io.cairn.server.exchange;

import io.cairn.server.sweep.DidYouMean;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How likely two names mean the same parameter, from 0 to 1. */
final class NameLikeness {

  static final double LEAST = 0.5;

  /** What people call the same thing. */
  private static final List<Set<String>> SYNONYMS =
      List.of(
          Set.of("lr", "learningrate", "eta", "stepsize", "shrinkage", "initlr", "baselr"),
          Set.of("wd", "weightdecay", "l2", "l2reg", "reglambda", "lambda", "decay"),
          Set.of("batch", "batchsize", "bs", "minibatch", "trainbatchsize", "minibatchsize"),
          Set.of("optimizer", "opt", "optim", "solver"),
          Set.of("epochs", "epoch", "numepochs", "nepochs", "maxepochs"),
          Set.of("trees", "ntrees", "nestimators", "numtrees", "numboostround", "ntree", "nrounds"),
          Set.of("depth", "maxdepth", "treedepth"),
          Set.of("leaves", "numleaves", "maxleaves", "maxleafnodes"),
          Set.of("layers", "numlayers", "nlayers", "hiddenlayers"),
          Set.of("units", "hidden", "hiddensize", "hiddenunits", "width", "nunits", "hiddendim"),
          Set.of("dropout", "dropoutrate", "pdrop", "droprate"),
          Set.of("subsample", "baggingfraction", "samplerate", "rowsample"),
          Set.of("colsample", "colsamplebytree", "featurefraction", "maxfeatures"),
          Set.of("momentum", "beta1"),
          Set.of("seed", "randomstate", "randomseed"));

  private NameLikeness() {}

  static double of(String there, String here) {
    if (there.equals(here)) {
      return 1;
    }
    String a = plain(there);
    String b = plain(here);
    String lastA = plain(last(there));
    String lastB = plain(last(here));
    if (a.equals(b)) {
      return 0.95;
    }
    if (lastA.equals(lastB)) {
      return 0.9;
    }
    if (SYNONYMS.stream().anyMatch(set -> set.contains(lastA) && set.contains(lastB))) {
      return 0.8;
    }
    boolean long3 = Math.min(lastA.length(), lastB.length()) >= 3;
    if (long3 && (lastA.contains(lastB) || lastB.contains(lastA))) {
      return 0.6;
    }
    return DidYouMean.nearest(lastA, List.of(lastB)).isPresent() && long3 ? LEAST : 0;
  }

  /** One word in any spelling. */
  static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private static String last(String name) {
    return name.replaceFirst(".*[/.](?=[^/.]+$)", "");
  }
}
