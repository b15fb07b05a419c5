package io.cairn.workers.smile.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.workers.spi.InvalidSettingsException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetReaderTest {

  private static final int ROWS = 40;
  private final List<Problem> problems = new ArrayList<>();

  @Test
  void textTarget_becomesClassesInTheirOrder() {
    Dataset dataset = read(select("label")).orElseThrow();

    assertThat(dataset.target()).isInstanceOf(Target.Labels.class);
    assertThat(((Target.Labels) dataset.target()).classes()).containsExactly("no", "yes");
    assertThat(dataset.inputs()).extracting(Column::name).containsExactly("few", "many", "real");
  }

  @Test
  void numericTarget_isClassesOnlyIfWholeAndFew() {
    assertThat(read(select("few")).orElseThrow().target().task()).isEqualTo(Task.CLASSIFICATION);
    assertThat(read(select("many")).orElseThrow().target().task()).isEqualTo(Task.REGRESSION);
    assertThat(read(select("real")).orElseThrow().target().task()).isEqualTo(Task.REGRESSION);
  }

  @Test
  void numericClasses_areInTheOrderOfTheirNumber() {
    double[] values = IntStream.range(0, ROWS).mapToDouble(i -> i % 2 == 0 ? 10 : 9).toArray();
    Table table =
        new Table(List.of(new NumericColumn("t", values), new NumericColumn("x", values)));

    Dataset dataset = DatasetReader.read(table, select("t"), problems).orElseThrow();

    assertThat(((Target.Labels) dataset.target()).classes()).containsExactly("9", "10");
    assertThat(((Target.Labels) dataset.target()).at(0)).isEqualTo(1);
  }

  @Test
  void rowsWithoutTarget_areLeftOut() {
    double[] target =
        IntStream.range(0, ROWS).mapToDouble(i -> i % 4 == 0 ? Double.NaN : i).toArray();
    Table table =
        new Table(List.of(new NumericColumn("t", target), new NumericColumn("x", target)));

    Dataset dataset = DatasetReader.read(table, select("t"), problems).orElseThrow();

    assertThat(dataset.size()).isEqualTo(30);
    assertThat(((NumericColumn) dataset.inputs().get(0)).at(0)).isEqualTo(1);
  }

  @Test
  void rowCap_drawsTheSameRowsForASeed() {
    List<Double> first = values(capped(15, 7));

    assertThat(first).hasSize(15).isEqualTo(values(capped(15, 7))).isSorted();
    assertThat(values(capped(15, 8))).isNotEqualTo(first);
    assertThat(values(capped(100, 7))).hasSize(ROWS);
  }

  @Test
  void mistakes_areAllSaid() {
    Selection selection =
        new Selection("nope", Optional.empty(), List.of("gone", "nope"), OptionalInt.empty(), 1);

    assertThat(read(selection)).isEmpty();
    assertThat(problems)
        .extracting(Problem::key)
        .containsExactly("data.exclude", "data.exclude", "data.exclude", "data.target");
    assertThat(problems.get(0).message()).contains("'gone'", "label, few, many, real, empty");
  }

  @Test
  void taskThatTheTargetCannotHave_isRefused() {
    read(select("label", Task.REGRESSION));
    assertThat(problems).singleElement().extracting(Problem::key).isEqualTo("data.task");
  }

  @Test
  void columnOfIds_isRefusedByName() {
    int rows = DatasetReader.MOST_LEVELS + 1;
    List<String> names = IntStream.range(0, rows).mapToObj(i -> "n" + i).toList();
    Table table =
        new Table(
            List.of(
                new NominalColumn("name", names, IntStream.range(0, rows).toArray()),
                new NumericColumn("x", new double[rows]),
                new NominalColumn(
                    "t", List.of("a", "b"), IntStream.range(0, rows).map(i -> i % 2).toArray())));

    assertThat(DatasetReader.read(table, select("t"), problems)).isEmpty();
    assertThat(problems).singleElement().extracting(Problem::message).asString().contains("'name'");
  }

  @Test
  void tooFewRowsClassesOrColumns_areRefused() {
    Table table = new Table(List.of(new NumericColumn("t", new double[] {1, 2, 3})));
    DatasetReader.read(table, select("t"), problems);
    Table constant = new Table(List.of(new NumericColumn("t", new double[20])));
    DatasetReader.read(constant, select("t"), problems);

    assertThat(problems)
        .extracting(Problem::message)
        .anySatisfy(m -> assertThat(m).contains("3 rows"))
        .anySatisfy(m -> assertThat(m).contains("1 classes"))
        .anySatisfy(m -> assertThat(m).contains("no column to train on"));
  }

  private List<Double> values(Dataset dataset) {
    NumericColumn many =
        (NumericColumn)
            dataset.inputs().stream()
                .filter(c -> c.name().equals("many"))
                .findFirst()
                .orElseThrow();
    return IntStream.range(0, many.size()).mapToObj(many::at).toList();
  }

  private Dataset capped(int rows, long seed) {
    return read(new Selection("label", Optional.empty(), List.of(), OptionalInt.of(rows), seed))
        .orElseThrow();
  }

  private Optional<Dataset> read(Selection selection) {
    return DatasetReader.read(table(), selection, problems);
  }

  private static Selection select(String target) {
    return new Selection(target, Optional.empty(), List.of(), OptionalInt.empty(), 1);
  }

  private static Selection select(String target, Task task) {
    return new Selection(target, Optional.of(task), List.of(), OptionalInt.empty(), 1);
  }

  private static Table table() {
    int[] labels = IntStream.range(0, ROWS).map(i -> i % 2).toArray();
    return new Table(
        List.of(
            new NominalColumn("label", List.of("no", "yes"), labels),
            numbers("few", i -> i % 3),
            numbers("many", i -> i),
            numbers("real", i -> i % 2 + 0.5),
            numbers("empty", i -> Double.NaN)));
  }

  private static NumericColumn numbers(String name, IntToDoubleFunction value) {
    return new NumericColumn(name, IntStream.range(0, ROWS).mapToDouble(value).toArray());
  }
}
