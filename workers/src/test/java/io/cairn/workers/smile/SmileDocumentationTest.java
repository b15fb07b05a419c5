package io.cairn.workers.smile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SmileDocumentationTest {

  @Test
  void modelTables_areThoseOfTheCode() throws Exception {
    String page = Files.readString(Path.of("../docs/worker-smile.md"));
    String begin = "<!-- models: begin -->\n";
    String tables =
        page.substring(page.indexOf(begin) + begin.length(), page.indexOf("<!-- models: end -->"));

    // After a change of options, copy what is expected here into the page.
    assertThat(tables).isEqualTo(ModelTable.render());
  }
}
