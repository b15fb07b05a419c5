package io.cairn.workers.jvm;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles what a user would bring. */
final class Sources {

  private Sources() {}

  /** Compiles a class of the package {@code mine} into a folder {@code classes}. */
  static void compile(Path folder, String name, String... body) throws IOException {
    Path file = Files.createDirectories(folder.resolve("src/mine")).resolve(name + ".java");
    Files.writeString(
        file,
        "package mine;\nimport java.util.*;\nimport io.cairn.workers.spi.*;\n"
            + String.join("\n", body));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter problems = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  problems,
                  files,
                  null,
                  List.of("-d", classes.toString(), "-proc:none"),
                  null,
                  files.getJavaFileObjects(file))
              .call();
      if (!compiled) {
        throw new IOException(problems.toString());
      }
    }
  }
}
