package io.cairn.server.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where nothing is traced, OpenTelemetry might as well not be there. */
class TracingOffTest {

  /** This program without OpenTelemetry. */
  private static final class Without extends URLClassLoader {

    Without() throws Exception {
      super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] classPath() throws Exception {
      List<URL> urls = new ArrayList<>();
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
        if (!entry.contains("opentelemetry")) {
          urls.add(Path.of(entry).toUri().toURL());
        }
      }
      return urls.toArray(URL[]::new);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      // The settings are passed in.
      return name.startsWith("com.typesafe.config.") ? Class.forName(name) : super.findClass(name);
    }
  }

  private static Object tracing(ClassLoader loader, String endpoint) throws Exception {
    Class<?> tracing = loader.loadClass(Tracing.class.getName());
    Class<?> teller = loader.loadClass(Tracing.Teller.class.getName());
    Method from = tracing.getMethod("from", Config.class, teller);
    Object who =
        teller
            .getConstructor(String.class, String.class, String.class)
            .newInstance("worker", "w", "1");
    Config config =
        ConfigFactory.parseString("cairn.trace.endpoint = \"" + endpoint + "\"")
            .withFallback(ConfigFactory.load());
    try {
      return from.invoke(null, config, who);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }

  @Test
  void emptyEndpoint_needsNoClassOfOpenTelemetry() throws Exception {
    try (Without loader = new Without()) {
      assertThat(tracing(loader, ""))
          .isSameAs(loader.loadClass(Tracing.class.getName()).getField("OFF").get(null));
      assertThatThrownBy(() -> tracing(loader, "http://127.0.0.1:1"))
          .as("the loader does its job")
          .isInstanceOf(NoClassDefFoundError.class)
          .hasMessageContaining("opentelemetry");
    }
  }
}
