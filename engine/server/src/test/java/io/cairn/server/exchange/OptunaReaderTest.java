package io.cairn.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.space.Condition;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.MappedConfiguration;
import io.cairn.core.space.MappingRules;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.space.SpaceMap;
import io.cairn.server.exchange.ForeignMetric.Direction;
import io.cairn.server.exchange.ForeignTrial.State;
import io.cairn.server.exchange.optuna.OptunaReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptunaReaderTest {

  @TempDir Path folder;

  private final OptunaReader reader = new OptunaReader();

  private ForeignStudy read(String store, String study) throws Exception {
    return reader.read(List.of(Stores.path("optuna/" + store)), study);
  }

  @ParameterizedTest
  @ValueSource(strings = {"store.db", "store.journal"})
  void severalStudies_areListedWithTheirTrials(String store) throws Exception {
    assertThat(reader.list(List.of(Stores.path("optuna/" + store))))
        .containsExactly(
            new StoreReader.Listed("tuning", 42),
            new StoreReader.Listed("pareto", 12),
            new StoreReader.Listed("kinds", 11),
            new StoreReader.Listed("warm", 200));
  }

  @ParameterizedTest
  @ValueSource(strings = {"store.db", "store.journal"})
  void statesReportsAndDirection_areThoseOfTheStore(String store) throws Exception {
    ForeignStudy study = read(store, "tuning");
    assertThat(study.metrics()).containsExactly(new ForeignMetric("value", Direction.MAXIMIZE));
    Map<State, Long> states =
        study.trials().stream()
            .collect(Collectors.groupingBy(ForeignTrial::state, Collectors.counting()));
    assertThat(states)
        .isEqualTo(
            Map.of(
                State.COMPLETE,
                28L,
                State.PRUNED,
                10L,
                State.FAILED,
                2L,
                State.RUNNING,
                1L,
                State.WAITING,
                1L));
    ForeignTrial failed = study.trials().get(7);
    assertThat(failed.state()).isEqualTo(State.FAILED);
    ForeignTrial nan = study.trials().get(11);
    assertThat(nan.reports().get(8).values().get("value")).isNaN();
    ForeignTrial better = study.trials().get(13);
    assertThat(better.reports()).hasSize(9);
    assertThat(better.values().get("value"))
        .isCloseTo(better.reports().get(8).values().get("value") + 0.01, within(1e-12));
    assertThat(better.costSeconds()).isPositive();
  }

  @Test
  void databaseAndJournal_tellTheSame() throws Exception {
    for (String name : List.of("tuning", "pareto", "kinds", "warm")) {
      ForeignStudy database = read("store.db", name);
      ForeignStudy journal = read("store.journal", name);
      assertThat(journal.metrics()).isEqualTo(database.metrics());
      assertThat(journal.declared()).isEqualTo(database.declared());
      for (int i = 0; i < database.trials().size(); i++) {
        ForeignTrial a = database.trials().get(i);
        ForeignTrial b = journal.trials().get(i);
        assertThat(b.parameters()).as("%s %d", name, i).isEqualTo(a.parameters());
        assertThat(b.state()).isEqualTo(a.state());
        assertThat(b.values()).isEqualTo(a.values());
        assertThat(b.reports()).isEqualTo(a.reports());
      }
    }
  }

  @Test
  void everyKindOfDistribution_becomesAParameter() throws Exception {
    ForeignStudy study = read("store.db", "kinds");
    Map<String, Parameter> declared = study.declared().parameters();
    assertThat(declared.get("log"))
        .isInstanceOfSatisfying(
            RealParameter.class, real -> assertThat(real.scale()).isEqualTo(Scale.LOG));
    assertThat(declared.get("stepped").cardinality()).hasValue(10);
    assertThat(declared.get("even"))
        .isInstanceOfSatisfying(
            IntegerParameter.class, whole -> assertThat(whole.step()).isEqualTo(16));
    assertThat(declared.get("flag").domain()).isEqualTo("true or false");
    assertThat(declared.get("levels").domain()).contains("16", "32", "64");
    assertThat(declared.get("mixed").parse("None")).isPresent();
    assertThat(declared.get("mixed").parse("0.5")).isPresent();
    SearchSpace space = FoundSpace.of(study, Set.of()).space().orElseThrow();
    SpaceMap same = SpaceMap.between(space, space, MappingRules.NONE);
    for (ForeignTrial trial : study.trials()) {
      assertThat(same.map(trial.parameters()))
          .as("%s", trial.parameters())
          .isInstanceOf(MappedConfiguration.Used.class);
    }
    assertThat(study.trials().get(3).values().get("value")).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(study.trials().get(4).values().get("value")).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(study.trials().get(10).parameters()).isEqualTo(study.trials().get(0).parameters());
  }

  @Test
  void parameterThatSomeTrialsLack_isFoundToHangOnAnother() throws Exception {
    SearchSpace space = FoundSpace.of(read("store.db", "tuning"), Set.of()).space().orElseThrow();
    int momentum = space.indexOf("momentum").orElseThrow();
    assertThat(space.condition(momentum)).hasValue(new Condition.Equals("optimizer", "SGD"));
    assertThat(space.condition(space.indexOf("layers").orElseThrow())).isEmpty();
  }

  @Test
  void severalObjectives_haveTheirOwnDirections() throws Exception {
    assertThat(read("store.db", "pareto").metrics())
        .containsExactly(
            new ForeignMetric("values_0", Direction.MINIMIZE),
            new ForeignMetric("values_1", Direction.MAXIMIZE));
  }

  @Test
  void schemaOfVersionTwo_isRead() throws Exception {
    ForeignStudy study = read("legacy.db", "old");
    assertThat(study.metrics()).containsExactly(new ForeignMetric("value", Direction.MAXIMIZE));
    ForeignTrial first = study.trials().get(0);
    assertThat(first.values()).containsEntry("value", 0.8);
    assertThat(first.reports()).extracting(ForeignReport::step).containsExactly(1.0, 2.0, 3.0);
    assertThat(first.costSeconds()).isEqualTo(30.5);
    assertThat(first.parameters())
        .containsEntry("act", "relu")
        .containsEntry("n", 1L)
        .containsEntry("drop", 0.0);
    assertThat(study.trials().get(2).failure()).isEqualTo("MemoryError");
    assertThat(study.declared().parameters().get("drop").cardinality()).hasValue(6);
    assertThat(study.declared().parameters().get("n").cardinality()).hasValue(5);
  }

  @Test
  void whatIsNoStore_isRefusedWithASentence() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty.db"));
    Path text = Files.writeString(folder.resolve("notes.txt"), "nothing of the kind\n");
    Path binary =
        Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    Path other = folder.resolve("other.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + other);
        Statement statement = connection.createStatement()) {
      statement.execute("create table cats (name text)");
    }
    assertThatThrownBy(() -> reader.list(List.of(empty)))
        .isInstanceOf(UnreadableStoreException.class)
        .hasMessageContaining("empty");
    assertThatThrownBy(() -> reader.list(List.of(text)))
        .isInstanceOf(UnreadableStoreException.class)
        .hasMessageContaining("no journal of Optuna");
    assertThatThrownBy(() -> reader.list(List.of(binary)))
        .isInstanceOf(UnreadableStoreException.class)
        .hasMessageContaining("no text");
    assertThatThrownBy(() -> reader.list(List.of(other)))
        .isInstanceOf(UnreadableStoreException.class)
        .hasMessageContaining("no table studies")
        .hasMessageContaining("it has cats");
    assertThatThrownBy(() -> reader.list(List.of(folder.resolve("gone.db"))))
        .isInstanceOf(UnreadableStoreException.class)
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> reader.list(List.of(folder)))
        .isInstanceOf(UnreadableStoreException.class)
        .hasMessageContaining("folder");
  }

  @Test
  void databaseCutOff_isRefusedOrReadButNeverAnotherException() throws Exception {
    byte[] whole = Files.readAllBytes(Stores.path("optuna/store.db"));
    int refused = 0;
    for (int length = 0; length < whole.length; length += 4099) {
      Path cut = folder.resolve("cut" + length + ".db");
      Files.write(cut, Arrays.copyOf(whole, length));
      try {
        reader.read(List.of(cut), "tuning");
      } catch (UnreadableStoreException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(10);
  }

  @Test
  void journalCutOff_losesItsLastLineAlone() throws Exception {
    byte[] whole = Files.readAllBytes(Stores.path("optuna/store.journal"));
    Path cut = folder.resolve("cut.journal");
    Files.write(cut, Arrays.copyOf(whole, whole.length - 10));
    ForeignStudy study = reader.read(List.of(cut), "warm");
    assertThat(study.trials()).hasSize(200);
    assertThat(study.trials().get(199).state()).isEqualTo(State.RUNNING);
    assertThat(study.notes()).anyMatch(note -> note.contains("last line"));
  }

  @Test
  void journalWithBrokenLines_isReadWithoutThemAndSaysSo() throws Exception {
    List<String> lines = Files.readAllLines(Stores.path("optuna/store.journal"));
    lines.add(5, "{\"op_code\": 5, \"work");
    lines.add(9, "");
    lines.add(12, "[]");
    Path broken = folder.resolve("broken.journal");
    Files.write(broken, lines);
    ForeignStudy study = reader.read(List.of(broken), "tuning");
    assertThat(study.trials()).hasSize(42);
    assertThat(study.notes()).anyMatch(note -> note.startsWith("2 of "));
  }

  @Test
  void databaseInUse_isReadWithItsLogAndLeftAsItIs() throws Exception {
    Path live = folder.resolve("live.db");
    Files.copy(Stores.path("optuna/store.db"), live);
    try (Connection writer = DriverManager.getConnection("jdbc:sqlite:" + live);
        Statement statement = writer.createStatement()) {
      statement.execute("pragma journal_mode = wal");
      statement.execute("pragma wal_autocheckpoint = 0");
      statement.execute("insert into trials (number, study_id, state) values (42, 1, 'WAITING')");
      assertThat(reader.list(List.of(live)).get(0).trials()).isEqualTo(43);
      // A copy of database and log alone, as a careful person makes it.
      Path copy = folder.resolve("copy.db");
      Files.copy(live, copy);
      Files.copy(folder.resolve("live.db-wal"), folder.resolve("copy.db-wal"));
      byte[] before = Files.readAllBytes(copy);
      assertThat(reader.list(List.of(copy)).get(0).trials()).isEqualTo(43);
      assertThat(Files.readAllBytes(copy)).isEqualTo(before);
      assertThat(folder.resolve("copy.db-shm")).doesNotExist();
      assertThat(folder.resolve("copy.db-wal")).exists();
    }
    assertThat(reader.list(List.of(live)).get(0).trials()).isEqualTo(43);
    assertThat(folder.resolve("live.db-wal")).doesNotExist();
  }

  @Test
  void damagedPage_isASentence() throws Exception {
    Path damaged = folder.resolve("damaged.db");
    Files.copy(Stores.path("optuna/store.db"), damaged);
    try (FileChannel channel = FileChannel.open(damaged, StandardOpenOption.WRITE)) {
      for (long at = 4096; at < channel.size(); at += 4096) {
        channel.write(ByteBuffer.wrap(new byte[64]), at);
      }
    }
    assertThatThrownBy(() -> reader.read(List.of(damaged), "tuning"))
        .isInstanceOf(UnreadableStoreException.class)
        .hasMessageContaining("cannot be read as a SQLite database");
  }
}
