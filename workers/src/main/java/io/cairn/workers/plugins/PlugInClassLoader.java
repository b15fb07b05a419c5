package io.cairn.workers.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.List;

/**
 * The class loader of one plug-in: its jars, behind them {@link SpiClassLoader}. Calls that would
 * harm the whole process are rewritten while its classes are loaded. It stays open as long as the
 * process lives, since any of its code may need a class at any time.
 */
final class PlugInClassLoader extends URLClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final String plugIn;

  PlugInClassLoader(String plugIn, List<Path> jars) {
    super("plug-in " + plugIn, urls(jars), SpiClassLoader.INSTANCE);
    this.plugIn = plugIn;
  }

  private static URL[] urls(List<Path> jars) {
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      try {
        urls[i] = jars.get(i).toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException(jars.get(i) + " has no URL", e);
      }
    }
    return urls;
  }

  /** The name of the plug-in. */
  String plugIn() {
    return plugIn;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    URL url = findResource(name.replace('.', '/') + ".class");
    if (url == null) {
      throw new ClassNotFoundException(name);
    }
    try {
      URLConnection connection = url.openConnection();
      byte[] read;
      try (InputStream in = connection.getInputStream()) {
        read = in.readAllBytes();
      }
      byte[] guarded = CallGuard.guard(name, read);
      definePackage(name);
      return defineClass(name, guarded, 0, guarded.length, domain(connection));
    } catch (IOException e) {
      throw new ClassNotFoundException(name + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void definePackage(String className) {
    int dot = className.lastIndexOf('.');
    String name = className.substring(0, Math.max(0, dot));
    if (dot > 0 && getDefinedPackage(name) == null) {
      try {
        definePackage(name, null, null, null, null, null, null, null);
      } catch (IllegalArgumentException e) {
        // Another thread was faster.
        return;
      }
    }
  }

  private ProtectionDomain domain(URLConnection connection) {
    URL jar =
        connection instanceof JarURLConnection inJar ? inJar.getJarFileURL() : connection.getURL();
    return new ProtectionDomain(new CodeSource(jar, (CodeSigner[]) null), null, this, null);
  }
}
