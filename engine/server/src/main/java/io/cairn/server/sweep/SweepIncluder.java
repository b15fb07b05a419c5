package io.cairn.server.sweep;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.File;
import java.net.URL;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Includes files relative to the including file, and nothing else: neither addresses on the network
 * nor resources of this program. An include that is missing is a mistake, unlike the library's
 * default.
 */
final class SweepIncluder
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {

  private final Path file;
  private final Path root;
  private final Set<Path> chain;
  private final Problems problems;

  /**
   * @param file the including file
   */
  SweepIncluder(Path file, Problems problems) {
    this(file, folder(file), Set.of(file.toAbsolutePath().normalize()), problems);
  }

  private SweepIncluder(Path file, Path root, Set<Path> chain, Problems problems) {
    this.file = file;
    this.root = root;
    this.chain = chain;
    this.problems = problems;
  }

  static Path folder(Path file) {
    Path parent = file.toAbsolutePath().normalize().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  ConfigParseOptions options(String name) {
    return ConfigParseOptions.defaults()
        .setSyntax(ConfigSyntax.CONF)
        .setOriginDescription(name)
        .setIncluder(this);
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    if (what.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*")) {
      return refuse("includes " + what + "; only files can be included");
    }
    Path included = folder(file).resolve(what).normalize();
    if (chain.contains(included)) {
      return refuse("includes " + what + ", which includes itself again; break the circle");
    }
    Set<Path> longer = new LinkedHashSet<>(chain);
    longer.add(included);
    String name = root.relativize(included).toString();
    SweepIncluder includer = new SweepIncluder(included, root, longer, problems);
    try {
      String text = Document.text(included, name);
      return ConfigFactory.parseString(text, includer.options(name)).root();
    } catch (InvalidSweepException e) {
      return refuse("includes " + what + ", which " + e.problems().get(0).message());
    }
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return include(context, what.getPath());
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    return refuse("includes the address " + what + "; only files can be included");
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    return refuse("includes the resource " + what + "; only files can be included");
  }

  private ConfigObject refuse(String message) {
    problems.add(
        Origin.of(root.relativize(file.toAbsolutePath().normalize()).toString()), "", message);
    return ConfigFactory.empty().root();
  }
}
