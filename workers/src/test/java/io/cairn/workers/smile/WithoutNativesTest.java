package io.cairn.workers.smile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.workers.smile.model.Learners;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A JVM that has no OpenBLAS: its classes are hidden from everything that trains. */
class WithoutNativesTest {

  /**
   * Loads Cairn and Smile itself, so that what they refer to is looked for here, and hides natives.
   */
  private static final class Hiding extends ClassLoader {

    Hiding() {
      super(WithoutNativesTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.bytedeco.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("smile.") && !name.startsWith("io.cairn.workers.smile.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? define(name) : loaded;
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream bytes = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (bytes == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] code = bytes.readAllBytes();
        return defineClass(name, code, 0, code.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @Test
  void allButTheNetwork_trainWithoutOpenBlas() throws Exception {
    Class<?> trial = new Hiding().loadClass(NativesTrial.class.getName());
    Method run = trial.getDeclaredMethod("run", String.class);
    run.setAccessible(true);
    Map<String, Object> results = new TreeMap<>();
    for (String model : Learners.names()) {
      results.put(model, run.invoke(null, model));
    }

    assertThat((String) results.remove("mlp"))
        .contains("needs OpenBLAS, whose native library cannot be loaded on", "org.bytedeco");
    assertThat(results.values())
        .hasSize(Learners.names().size() - 1)
        .allSatisfy(result -> assertThat((String) result).startsWith("val_accuracy="));
  }
}
