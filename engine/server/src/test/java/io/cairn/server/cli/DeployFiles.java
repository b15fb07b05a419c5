package io.cairn.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files of config/deploy as data. */
final class DeployFiles {

  static final Path ROOT = Path.of("../../config/deploy");

  private DeployFiles() {}

  /** A document of a manifest, or a part of one. */
  record Part(Object value) {

    /** What is at a path of keys and indexes; missing steps give an empty part. */
    Part at(Object... path) {
      Object found = value;
      for (Object step : path) {
        if (found instanceof Map<?, ?> map) {
          found = map.get(step);
        } else if (found instanceof List<?> list && step instanceof Integer index) {
          found = index < list.size() ? list.get(index) : null;
        } else {
          found = null;
        }
      }
      return new Part(found);
    }

    boolean isThere() {
      return value != null;
    }

    String text() {
      return String.valueOf(value);
    }

    int number() {
      return Integer.parseInt(text());
    }

    List<Part> parts() {
      return value instanceof List<?> list ? list.stream().map(Part::new).toList() : List.of();
    }

    List<String> texts() {
      return parts().stream().map(Part::text).toList();
    }

    Map<String, String> map() {
      Map<String, String> map = new LinkedHashMap<>();
      if (value instanceof Map<?, ?> found) {
        found.forEach((key, of) -> map.put(String.valueOf(key), String.valueOf(of)));
      }
      return map;
    }

    String kind() {
      return at("kind").text();
    }

    String name() {
      return at("metadata", "name").text();
    }

    /** The part's element that is called so. */
    Part called(String name) {
      return parts().stream()
          .filter(part -> part.at("name").text().equals(name))
          .findFirst()
          .orElseThrow(() -> new AssertionError("there is no " + name));
    }
  }

  /** Every object of the Kubernetes manifests, patches and settings of other programs left out. */
  static List<Part> manifests() throws IOException {
    List<Part> all = new ArrayList<>();
    for (Path file : files(ROOT.resolve("kubernetes"), ".yaml")) {
      for (Object document : yaml().loadAll(Files.readString(file))) {
        Part part = new Part(document);
        if (part.at("kind").isThere()) {
          all.add(part);
        }
      }
    }
    return all;
  }

  /** The one object of a kind and name. */
  static Part manifest(String kind, String name) throws IOException {
    return manifests().stream()
        .filter(part -> part.kind().equals(kind) && part.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
  }

  /** StatefulSets and Deployments. */
  static List<Part> workloads() throws IOException {
    return manifests().stream().filter(part -> part.at("spec", "template").isThere()).toList();
  }

  /** The file with lines that end in a backslash joined, and remarks left out. */
  static List<String> lines(String file) throws IOException {
    String text = Files.readString(ROOT.resolve(file)).replace("\\\n", " ");
    return text.lines().filter(line -> !line.startsWith("#")).map(String::strip).toList();
  }

  /** The value of a line KEY=VALUE. */
  static String setting(String file, String key) throws IOException {
    Optional<String> line =
        lines(file).stream().filter(text -> text.startsWith(key + "=")).findFirst();
    return line.orElseThrow(() -> new AssertionError(file + " has no " + key))
        .substring(key.length() + 1);
  }

  static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  static Yaml yaml() {
    return new Yaml(new SafeConstructor(new LoaderOptions()));
  }
}
