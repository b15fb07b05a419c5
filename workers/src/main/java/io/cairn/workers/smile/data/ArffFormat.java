package io.cairn.workers.smile.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Attribute-relation files (Weka's ARFF, dense data).
 *
 * <p>Numeric, integer and real attributes are numeric; nominal ones keep their declared order;
 * string and date attributes are taken as texts. Sparse data and relational attributes are refused.
 */
final class ArffFormat {

  private final List<String> names = new ArrayList<>();
  private final List<List<String>> levels = new ArrayList<>();
  private final List<Boolean> numeric = new ArrayList<>();
  private final List<ColumnBuilder> builders = new ArrayList<>();
  private int lineNumber;

  private ArffFormat() {}

  static Table read(BufferedReader reader) throws IOException, UnreadableTableException {
    return new ArffFormat().parse(reader);
  }

  private Table parse(BufferedReader reader) throws IOException, UnreadableTableException {
    boolean data = false;
    long cells = 0;
    String line;
    while ((line = reader.readLine()) != null) {
      lineNumber++;
      line = line.strip();
      if (line.isEmpty() || line.startsWith("%")) {
        continue;
      }
      String word = line.split("\\s", 2)[0].toLowerCase(Locale.ROOT);
      if (data) {
        TableFile.checkSize(cells += builders.size());
        row(line);
      } else if (word.equals("@attribute")) {
        attribute(line.substring(word.length()).strip());
      } else if (word.equals("@data")) {
        names.forEach(name -> builders.add(new ColumnBuilder(name)));
        data = true;
      } else if (!word.equals("@relation")) {
        throw broken("'" + word + "' is not @relation, @attribute or @data");
      }
    }
    if (cells == 0) {
      throw new UnreadableTableException("has no rows; it must hold @attribute lines and @data");
    }
    return table();
  }

  private void attribute(String declaration) throws UnreadableTableException {
    List<String> words = ArffLine.words(declaration, lineNumber);
    String name = words.get(0);
    Set<String> taken = new HashSet<>(names);
    if (name.isEmpty() || taken.contains(name)) {
      throw broken("attribute '" + name + "' has no name of its own");
    }
    String type = words.get(1).toLowerCase(Locale.ROOT);
    boolean nominal = type.startsWith("{");
    if (!nominal && type.startsWith("relational")) {
      throw broken("attribute '" + name + "' is relational, which cannot be trained on");
    }
    names.add(name);
    levels.add(nominal ? ArffLine.set(words.get(1), lineNumber) : List.of());
    numeric.add(type.matches("(numeric|real|integer)\\b.*"));
  }

  private void row(String line) throws UnreadableTableException {
    if (line.startsWith("{")) {
      throw broken("sparse data rows cannot be read; save the file as dense ARFF or CSV");
    }
    List<String> values = ArffLine.values(line, lineNumber);
    if (values.size() != builders.size()) {
      throw broken(values.size() + " values for " + builders.size() + " attributes");
    }
    for (int i = 0; i < values.size(); i++) {
      builders.get(i).add(values.get(i));
    }
  }

  private Table table() throws UnreadableTableException {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < builders.size(); i++) {
      ColumnBuilder builder = builders.get(i);
      if (numeric.get(i)) {
        columns.add(builder.numbers());
      } else if (levels.get(i).isEmpty()) {
        columns.add(builder.infer());
      } else {
        columns.add(builder.nominal(levels.get(i)));
      }
    }
    return new Table(columns);
  }

  private UnreadableTableException broken(String what) {
    return new UnreadableTableException("is no ARFF in line " + lineNumber + ": " + what);
  }
}
