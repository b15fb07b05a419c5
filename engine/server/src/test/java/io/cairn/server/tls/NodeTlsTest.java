package io.cairn.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificate files: what is made, what is refused, and how they are renewed. */
class NodeTlsTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final InstantSource TIME = InstantSource.fixed(NOW);
  private static final Duration YEAR = Duration.ofDays(365);

  @TempDir Path folder;

  private Path node(String authority, String... hosts) throws IOException {
    Path node = folder.resolve(hosts[0]);
    Authority.of(folder.resolve(authority), NOW).issue(node, List.of(hosts), NOW, YEAR);
    return node;
  }

  private static String refusal(Path node, Instant now) {
    try {
      NodeTls.open(node, InstantSource.fixed(now));
    } catch (UnusableCertificateException e) {
      return e.getMessage();
    }
    throw new AssertionError("nothing was refused");
  }

  @Test
  void whatIsMade_isUsableAndKeepsItsKeysPrivate() throws IOException {
    Path node = node("authority", "a.example", "10.1.2.3", "::1");

    NodeTls tls = NodeTls.open(node, TIME);

    assertThat(tls.warnings()).isEmpty();
    tls.requireNamed("A.example");
    tls.requireNamed("10.1.2.3");
    tls.requireNamed("0:0:0:0:0:0:0:1");
    for (Path key : List.of(node.resolve("node-key.pem"), folder.resolve("authority/ca-key.pem"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
          .isEqualTo("rw-------");
    }
    assertThat(node.resolve("ca-key.pem")).doesNotExist();
  }

  @Test
  void theAuthority_isMadeOnce() throws IOException {
    node("authority", "a.example");
    byte[] before = Files.readAllBytes(folder.resolve("authority/ca.pem"));

    Path second = node("authority", "b.example");

    assertThat(folder.resolve("authority/ca.pem")).hasBinaryContent(before);
    assertThat(second.resolve("ca.pem")).hasBinaryContent(before);
  }

  @ParameterizedTest
  @CsvSource({
    "a.example, a.example, true",
    "a.example, b.example, false",
    "*.pods.example, x.pods.example, true",
    "*.pods.example, pods.example, false",
    "*.pods.example, x.y.pods.example, false",
    "10.0.0.1, 10.0.0.1, true",
    "10.0.0.1, 10.0.0.2, false",
    "any-address.cairn.internal, 10.0.0.2, true",
    "any-address.cairn.internal, a.example, false",
  })
  void aCertificate_speaksForItsNames(String named, String reached, boolean covered)
      throws IOException {
    PeerNames names = NodeCertificate.read(node("authority", named), NOW).names();

    assertThat(names.cover(reached)).isEqualTo(covered);
  }

  @Test
  void anotherName_isRefusedWithTheWayOut() throws IOException {
    NodeTls tls = NodeTls.open(node("authority", "a.example"), TIME);

    assertThatThrownBy(() -> tls.requireNamed("b.example"))
        .hasMessageContaining("speaks for a.example and not for b.example")
        .hasMessageContaining("cairn certificates --host b.example");
  }

  @Test
  void missingFile_isNamed() throws IOException {
    Path node = node("authority", "a.example");
    Files.delete(node.resolve("node-key.pem"));

    assertThat(refusal(node, NOW)).contains("node-key.pem is missing").contains("cairn certif");
  }

  @Test
  void keyOfAnotherCertificate_isRefused() throws IOException {
    Path node = node("authority", "a.example");
    Files.copy(
        node("authority", "b.example").resolve("node-key.pem"),
        node.resolve("node-key.pem"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertThat(refusal(node, NOW)).contains("is not the key of");
  }

  @Test
  void certificateOfAnotherAuthority_isRefused() throws IOException {
    Path node = node("authority", "a.example");
    node("other", "b.example");
    Files.copy(
        folder.resolve("other/ca.pem"),
        node.resolve("ca.pem"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertThat(refusal(node, NOW)).contains("was not issued by an authority of");
  }

  @Test
  void certificateThatIsOver_isRefusedAndWarnedOfBefore() throws IOException {
    Path node = node("authority", "a.example");

    assertThat(refusal(node, NOW.plus(YEAR).plusSeconds(1))).contains("make a new one");
    assertThat(refusal(node, NOW.minus(Duration.ofDays(1)))).contains("set the clock");
    assertThat(
            NodeTls.open(node, InstantSource.fixed(NOW.plus(YEAR).minus(Duration.ofDays(20))))
                .warnings())
        .singleElement()
        .asString()
        .contains("is good until");
  }

  @Test
  void keyThatEveryoneReads_isAWarning() throws IOException {
    Path node = node("authority", "a.example");
    Files.setPosixFilePermissions(
        node.resolve("node-key.pem"), PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(NodeTls.open(node, TIME).warnings())
        .singleElement()
        .asString()
        .contains("can be read by every user")
        .contains("chmod 600");
  }

  @Test
  void keyOfAnotherForm_isRefusedWithTheCommandThatConvertsIt() throws IOException {
    Path node = node("authority", "a.example");
    Path key = node.resolve("node-key.pem");
    Files.writeString(key, Files.readString(key).replace("PRIVATE KEY", "EC PRIVATE KEY"));

    assertThat(refusal(node, NOW)).contains("openssl pkcs8 -topk8 -nocrypt");
  }

  @Test
  void damagedKey_isNotQuoted() throws Exception {
    Path node = node("authority", "a.example");
    byte[] secret = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate().getEncoded();
    String text = Pem.block("PRIVATE KEY", java.util.Arrays.copyOf(secret, secret.length / 2));
    Files.writeString(node.resolve("node-key.pem"), text);

    assertThat(refusal(node, NOW))
        .contains("neither of")
        .doesNotContain(text.lines().skip(1).findFirst().orElseThrow());
  }

  @Test
  void rsaKeysAndIntermediateAuthorities_areTaken() throws Exception {
    Path node = folder.resolve("node");
    Files.createDirectories(node);
    openssl(
        node,
        "req -x509 -newkey rsa:2048 -nodes -keyout ca-key.pem -out ca.pem -subj /CN=root -days 30");
    openssl(node, "req -newkey rsa:2048 -nodes -keyout mid-key.pem -out mid.csr -subj /CN=mid");
    Files.writeString(node.resolve("mid.ext"), "basicConstraints=critical,CA:true\n");
    openssl(
        node,
        "x509 -req -in mid.csr -CA ca.pem -CAkey ca-key.pem -CAcreateserial -extfile mid.ext -out"
            + " mid.pem -days 30");
    openssl(node, "req -newkey rsa:2048 -nodes -keyout node-key.pem -out node.csr -subj /CN=node");
    Files.writeString(node.resolve("node.ext"), "subjectAltName=DNS:a.example\n");
    openssl(
        node,
        "x509 -req -in node.csr -CA mid.pem -CAkey mid-key.pem -CAcreateserial -extfile node.ext"
            + " -out leaf.pem -days 30");
    Files.writeString(
        node.resolve("node.pem"),
        Files.readString(node.resolve("leaf.pem")) + Files.readString(node.resolve("mid.pem")));

    NodeTls.open(node, InstantSource.system()).requireNamed("a.example");
  }

  private static void openssl(Path folder, String arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ")));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("openssl.log").toFile())
            .start();
    assertThat(process.waitFor()).as(arguments).isZero();
  }
}
