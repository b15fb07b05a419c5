package io.cairn.server.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairn.server.studies.Home;
import io.cairn.workers.plugins.PlugIn;
import io.cairn.workers.spi.Spi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cairn plugins}. */
@Command(
    name = "plugins",
    description = {
      "List the plug-ins of this machine: kinds of worker that were added, and why one cannot be used."
    },
    mixinStandardHelpOptions = true)
final class PlugInsCommand implements Callable<Integer> {

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private GlobalOptions global;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private PlugInOptions options;

  @Override
  public Integer call() throws IOException {
    Home home = global.home();
    Path folder = options.folder(home);
    List<PlugIn> plugIns = options.types(home).plugIns();
    if (global.json()) {
      System.out.println(JsonLine.of(json -> write(json, folder, plugIns)));
      return ExitCode.OK;
    }
    if (plugIns.isEmpty()) {
      System.out.println("No plug-ins in " + folder + "; docs/plug-ins.md tells how to write one.");
      return ExitCode.OK;
    }
    TextTable table = new TextTable(List.of("plug-in", "types", "spi", "state", "why"));
    for (PlugIn plugIn : plugIns) {
      table.row(
          List.of(
              plugIn.name(),
              String.join(" ", plugIn.types()),
              plugIn.spi().orElse("-"),
              state(plugIn),
              String.join("; ", plugIn.troubles())));
    }
    table.lines().forEach(System.out::println);
    return ExitCode.OK;
  }

  private static String state(PlugIn plugIn) {
    return plugIn.state().name().toLowerCase(Locale.ROOT);
  }

  private static void write(JsonGenerator json, Path folder, List<PlugIn> plugIns)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("folder", folder.toString());
    json.writeNumberField("spi", Spi.VERSION);
    json.writeArrayFieldStart("plugIns");
    for (PlugIn plugIn : plugIns) {
      json.writeStartObject();
      json.writeStringField("plugIn", plugIn.name());
      json.writeStringField("place", plugIn.place().toString());
      words(json, "types", plugIn.types());
      json.writeFieldName("spi");
      if (plugIn.spi().isPresent()) {
        json.writeString(plugIn.spi().get());
      } else {
        json.writeNull();
      }
      json.writeStringField("state", state(plugIn));
      words(json, "why", plugIn.troubles());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void words(JsonGenerator json, String field, Iterable<String> words)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String word : words) {
      json.writeString(word);
    }
    json.writeEndArray();
  }
}
