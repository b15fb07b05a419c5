package io.cairn.workers.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Stand-ins for docker, Slurm's tools and kubectl in a folder of their own, which answer as the
 * real ones are documented to. What they start are processes of this machine.
 */
public final class FakeTools {

  private final Path folder;

  private FakeTools(Path folder) {
    this.folder = folder;
  }

  /** Puts tools into a folder, as {@code name} or {@code name:as}. */
  public static FakeTools in(Path folder, String... names) throws IOException {
    Files.createDirectories(folder);
    for (String name : names) {
      String[] parts = name.split(":", 2);
      Path file = folder.resolve(parts[parts.length - 1]);
      try (InputStream tool = FakeTools.class.getResourceAsStream("/tools/" + parts[0])) {
        if (tool == null) {
          throw new IOException("there is no tool " + name);
        }
        Files.write(file, tool.readAllBytes());
      }
      if (!file.toFile().setExecutable(true)) {
        throw new IOException(file + " cannot be made executable");
      }
    }
    Files.createDirectories(folder.resolve("containers"));
    return new FakeTools(folder);
  }

  public Path folder() {
    return folder;
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  /** Makes a file by which a tool is told how to behave. */
  public void mark(String name) throws IOException {
    Files.createFile(folder.resolve(name));
  }

  /** The calls so far, each as its words; of {@code verb} only. */
  public List<List<String>> calls(String verb) throws IOException {
    List<List<String>> calls = new ArrayList<>();
    Path file = folder.resolve("calls");
    if (!Files.exists(file)) {
      return calls;
    }
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("--call--")) {
        calls.add(new ArrayList<>());
        String tool = line.substring("--call--".length()).strip();
        if (!tool.isEmpty()) {
          calls.get(calls.size() - 1).add(tool);
        }
      } else if (!calls.isEmpty()) {
        calls.get(calls.size() - 1).add(line);
      }
    }
    calls.removeIf(words -> !words.contains(verb));
    return calls;
  }

  /** Process ids of what runs as a container, job or pod. */
  public List<Long> pids(String kind) {
    Path things = folder.resolve(kind);
    if (!Files.isDirectory(things)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(things)) {
      return found
          .map(thing -> thing.resolve("pid"))
          .filter(Files::exists)
          .map(FakeTools::pid)
          .filter(pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long pid(Path file) {
    try {
      return Long.parseLong(Files.readString(file).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends whatever still runs. */
  public void killAll() {
    for (String kind : List.of("containers", "jobs", "pods")) {
      for (long pid : pids(kind)) {
        ProcessHandle.of(pid)
            .ifPresent(
                handle -> {
                  handle.descendants().forEach(ProcessHandle::destroyForcibly);
                  handle.destroyForcibly();
                });
      }
    }
  }
}
