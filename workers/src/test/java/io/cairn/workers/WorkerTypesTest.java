package io.cairn.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.EvaluatorProvider;
import io.cairn.workers.spi.WorkerSettings;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerTypesTest {

  /** Somebody's own kind of worker. */
  public static final class Custom implements EvaluatorProvider {
    @Override
    public String type() {
      return "custom";
    }

    @Override
    public Evaluator create(WorkerSettings settings) {
      throw new UnsupportedOperationException();
    }
  }

  /** Claims a type that exists. */
  public static final class Impostor implements EvaluatorProvider {
    @Override
    public String type() {
      return "process";
    }

    @Override
    public Evaluator create(WorkerSettings settings) {
      throw new UnsupportedOperationException();
    }
  }

  /** Cannot be loaded. */
  public static final class Broken implements EvaluatorProvider {
    public Broken() {
      throw new IllegalStateException("no licence");
    }

    @Override
    public String type() {
      return "broken";
    }

    @Override
    public Evaluator create(WorkerSettings settings) {
      throw new UnsupportedOperationException();
    }
  }

  @TempDir Path folder;

  @Test
  void types_holdTheBuiltInKinds() {
    assertThat(WorkerTypes.builtIn().types())
        .contains(
            "container", "function", "jvm", "kubernetes", "process", "slurm", "smile", "table");
  }

  @Test
  void find_unknownType_isEmpty() {
    assertThat(WorkerTypes.builtIn().find("telepathy")).isEmpty();
  }

  @Test
  void load_jarWithItsOwnKind_findsItBesideTheBuiltInOnes() throws IOException {
    try (URLClassLoader loader = loader(Custom.class.getName())) {
      assertThat(WorkerTypes.load(loader)).containsKeys("custom", "process");
    }
  }

  @Test
  void load_jarsThatCannotBeLoaded_leaveTheOthersInPlace() throws IOException {
    try (URLClassLoader loader =
        loader("com.example.Missing", Broken.class.getName(), Custom.class.getName())) {
      assertThat(WorkerTypes.load(loader))
          .containsKeys("custom", "process", "table")
          .doesNotContainKey("broken");
    }
  }

  @Test
  void load_twoKindsOfOneName_namesBoth() throws IOException {
    try (URLClassLoader loader = loader(Impostor.class.getName())) {
      assertThatThrownBy(() -> WorkerTypes.load(loader))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("\"process\"")
          .hasMessageContaining(Impostor.class.getName())
          .hasMessageContaining("io.cairn.workers.process.ProcessProvider");
    }
  }

  private URLClassLoader loader(String... classes) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(services.resolve(EvaluatorProvider.class.getName()), List.of(classes));
    return new URLClassLoader(
        new URL[] {folder.toUri().toURL()}, EvaluatorProvider.class.getClassLoader());
  }
}
