package com.example.curve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Two columns of a table, standardised: means are 0 and standard deviations 1.
 *
 * @param every rows 0, every, 2 every, ... validate, the others train
 */
record Rows(double[] x, double[] y, int every) {

  private static final int FEWEST = 10;

  static Rows read(Path file, String x, String y, int every) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (lines.size() <= FEWEST) {
      throw new IOException("it has " + lines.size() + " lines, and " + FEWEST + " rows are the least");
    }
    return new Rows(column(lines, x), column(lines, y), every);
  }

  private static double[] column(List<String> lines, String name) throws IOException {
    List<String> header = List.of(lines.get(0).split(",", -1));
    int at = header.indexOf(name);
    if (at < 0) {
      throw new IOException("it has no column " + name + "; there are " + header);
    }
    double[] values = new double[lines.size() - 1];
    for (int i = 0; i < values.length; i++) {
      try {
        values[i] = Double.parseDouble(lines.get(i + 1).split(",", -1)[at]);
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new IOException("line " + (i + 2) + " has no number in column " + name);
      }
    }
    return standardised(values);
  }

  private static double[] standardised(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double variance = 0;
    for (double value : values) {
      variance += (value - mean) * (value - mean) / values.length;
    }
    double deviation = variance > 0 ? Math.sqrt(variance) : 1;
    double[] standardised = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      standardised[i] = (values[i] - mean) / deviation;
    }
    return standardised;
  }

  int size() {
    return x.length;
  }

  boolean validates(int row) {
    return row % every == 0;
  }
}
