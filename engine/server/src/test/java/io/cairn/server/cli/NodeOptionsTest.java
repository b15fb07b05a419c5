package io.cairn.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node refuses at its start, before anything listens. */
class NodeOptionsTest {

  @TempDir Path folder;

  private String refusal(String... args) {
    Commands.Ran ran = new Commands(folder).cairn(args);
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.INVALID);
    assertThat(ran.out()).isEmpty();
    return ran.err();
  }

  private String certificates(String host) {
    Path out = folder.resolve("certificates");
    Commands.Ran ran =
        new Commands(folder).cairn("certificates", "--out", out.toString(), "--host", host);
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.OK);
    return out.resolve(host).toString();
  }

  @Test
  void httpForOtherMachines_needsTokens() {
    assertThat(refusal("server", "--http", "0.0.0.0:0"))
        .contains("--http = 0.0.0.0:0 is reached by other machines")
        .contains("--tokens FILE");
  }

  @Test
  void listenForOtherMachines_needsTls() {
    for (List<String> node : List.of(List.of("server"), List.of("worker", "--join", "a:1"))) {
      List<String> args = new java.util.ArrayList<>(node);
      args.addAll(List.of("--listen", "node.example:7355"));
      assertThat(refusal(args.toArray(String[]::new)))
          .contains("--listen = node.example:7355 is reached by other machines")
          .contains("--tls FOLDER")
          .contains("cairn certificates");
    }
  }

  @Test
  void bindForOtherMachines_needsTlsToo() {
    assertThat(refusal("server", "--bind", "0.0.0.0:7355"))
        .contains("--bind = 0.0.0.0:7355 is reached by other machines");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0:7355", "[::]:7355"})
  void listenOnEveryAddress_isNoAddressToCall(String every) {
    assertThat(refusal("server", "--listen", every))
        .contains("--listen = " + every + " is every address")
        .contains("--bind " + every);
  }

  @Test
  void missingFolder_isNamed() {
    assertThat(refusal("server", "--tls", folder.resolve("none").toString()))
        .startsWith("--tls: ")
        .contains("ca.pem is missing");
  }

  @Test
  void certificateOfAnotherHost_isRefused() {
    assertThat(refusal("worker", "--join", "a:1", "--tls", certificates("node.example")))
        .contains("speaks for node.example and not for 127.0.0.1")
        .contains("cairn certificates --host 127.0.0.1");
  }

  @Test
  void keyOfAnotherCertificate_isRefused() throws IOException {
    Path node = Path.of(certificates("127.0.0.1"));
    Files.copy(
        Path.of(certificates("other.example")).resolve("node-key.pem"),
        node.resolve("node-key.pem"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertThat(refusal("server", "--tls", node.toString())).contains("is not the key of");
  }

  @Test
  void authorityThatClientsShouldBelieve_mustBeAFile() {
    assertThat(refusal("ls", "--to", "https://127.0.0.1:1", "--ca", "/nowhere/ca.pem"))
        .startsWith("--ca: ")
        .contains("/nowhere/ca.pem is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.example:7355", "ab:7355", "*.*.example", "", "-a", "a_b", "300.1.1.1", "1.2.3"})
  void hostThatIsNone_isRefused(String host) {
    assertThat(refusal("certificates", "--out", folder.toString(), "--host", host))
        .contains("must be a host name or an address");
  }

  @Test
  void certificates_sayWhatIsSecret() {
    String out = folder.resolve("certificates").toString();

    Commands.Ran first =
        new Commands(folder).cairn("certificates", "--out", out, "--host", "a.example,10.0.0.1");
    Commands.Ran again =
        new Commands(folder)
            .cairn("certificates", "--out", out, "--host", "a.example,10.0.0.1,fe80::1");

    assertThat(first.out()).contains("is a new authority").contains("ca-key.pem");
    assertThat(again.out()).doesNotContain("new authority").contains("a.example");
  }
}
