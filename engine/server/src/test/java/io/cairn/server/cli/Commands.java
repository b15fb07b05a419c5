package io.cairn.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/** Runs commands in this process, in a folder with a home of its own. */
record Commands(Path folder) {

  /** What came of a command. */
  record Ran(int exitCode, String out, String err) {
    JsonNode json() throws IOException {
      return JsonMapper.builder().build().readTree(out);
    }
  }

  Ran cairn(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--home");
    all.add(folder.resolve("home").toString());
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    StringWriter picocli = new StringWriter();
    System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    try {
      CommandLine line = Main.commandLine();
      line.setErr(new PrintWriter(picocli, true));
      int code = line.execute(all.toArray(String[]::new));
      return new Ran(
          code,
          outBytes.toString(StandardCharsets.UTF_8),
          errBytes.toString(StandardCharsets.UTF_8) + picocli);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** Writes a file and says where it is. */
  String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  /** A sweep over Branin's function at 1, 3 and 9 epochs. */
  String branin(String name, String method, String more) throws IOException {
    return write(
        name + ".conf",
        """
        name = %s
        objective { metric = value, direction = minimize }
        space {
          x1 { type = real, min = -5, max = 10 }
          x2 { type = real, min = 0, max = 15 }
        }
        fidelity { name = epoch, min = 1, max = 9, reduction = 3 }
        method { name = %s, seed = 2 }
        worker { type = function, function = branin }
        %s
        """
            .formatted(name, method, more));
  }

  /**
   * Keeps a landscape of Branin's function, moved by so much along both axes.
   *
   * @param sign -1 turns it upside down, 0 makes it flat
   */
  void archive(String name, double moved, int sign) throws IOException {
    StringBuilder table = new StringBuilder("x1,x2,epoch,value,cost\n");
    for (int i = 0; i < 10; i++) {
      for (int j = 0; j < 10; j++) {
        double x1 = -5 + 15 * (i + 0.5) / 10;
        double x2 = 15 * (j + 0.5) / 10;
        for (int epoch : new int[] {1, 3, 9}) {
          table.append(
              String.format(
                  Locale.ROOT,
                  "%.6f,%.6f,%d,%.6f,%d%n",
                  x1,
                  x2,
                  epoch,
                  sign * (value(x1 - moved, x2 - moved) + 10.0 / epoch),
                  epoch));
        }
      }
    }
    String space = branin("space", "random", "budget { trials = 1 }");
    Ran ran =
        cairn("landscape", "import", write(name + ".csv", table.toString()), "--space", space);
    if (ran.exitCode() != 0) {
      throw new IllegalStateException(ran.err());
    }
  }

  private static double value(double x1, double x2) {
    double b = x2 - 5.1 / (4 * Math.PI * Math.PI) * x1 * x1 + 5 / Math.PI * x1 - 6;
    return b * b + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x1) + 10;
  }
}
