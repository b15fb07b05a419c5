package io.cairn.workers.jvm;

import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.WorkerSettings;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;

/** Makes objects of users' classes. */
final class Constructors {

  private Constructors() {}

  /**
   * Calls the public constructor that takes {@code settings}, or else the one that takes nothing.
   *
   * @throws InvalidSettingsException if the constructor does not like the settings
   * @throws ReflectiveOperationException if there is none, or it threw something else
   */
  static Object call(Class<?> type, WorkerSettings settings)
      throws InvalidSettingsException, ReflectiveOperationException {
    try {
      for (Constructor<?> constructor : type.getConstructors()) {
        Class<?>[] takes = constructor.getParameterTypes();
        if (takes.length == 1 && takes[0] == WorkerSettings.class) {
          return constructor.newInstance(settings);
        }
      }
      return type.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidSettingsException invalid) {
        throw invalid;
      }
      throw e;
    }
  }
}
