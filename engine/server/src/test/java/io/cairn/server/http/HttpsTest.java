package io.cairn.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.server.tls.Certificates;
import io.cairn.server.tls.NodeTls;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP door with a certificate. */
class HttpsTest {

  @TempDir static Path folder;

  private static Path certificates;
  private static DoorRig rig;

  @BeforeAll
  static void open() throws Exception {
    certificates = Certificates.issue(folder, "authority", "node", "localhost");
    rig =
        new DoorRig(
            folder,
            AccessTokens.OPEN,
            DoorRig.limits(),
            Optional.of(NodeTls.open(certificates, InstantSource.system())));
  }

  @AfterAll
  static void close() {
    rig.close();
  }

  private static HttpResponse<String> get(String host, Path authorities)
      throws IOException, InterruptedException {
    return HttpClient.newBuilder()
        .sslContext(NodeTls.client(authorities))
        .build()
        .send(
            HttpRequest.newBuilder(
                    URI.create("https://" + host + ":" + rig.port() + "/health/live"))
                .timeout(DoorRig.PATIENCE)
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static BigInteger serial() throws Exception {
    HttpResponse<String> response = get("localhost", certificates.resolve("ca.pem"));
    return ((X509Certificate) response.sslSession().orElseThrow().getPeerCertificates()[0])
        .getSerialNumber();
  }

  @Test
  void clientsThatBelieveTheAuthority_areAnswered() throws Exception {
    assertThat(get("localhost", certificates.resolve("ca.pem")).body()).isEqualTo("alive\n");
  }

  @Test
  void clientsOfAnotherAuthority_doNotBelieveIt() throws Exception {
    Path other = Certificates.issue(folder, "other", "other-node", "localhost");

    assertThatThrownBy(() -> get("localhost", other.resolve("ca.pem")))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void anotherName_isNotBelieved() {
    assertThatThrownBy(() -> get("127.0.0.1", certificates.resolve("ca.pem")))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void renewedCertificate_isShownWithoutARestart() throws Exception {
    BigInteger before = serial();

    Certificates.issue(folder, "authority", "node", "localhost");

    assertThat(serial()).isNotEqualTo(before);
  }
}
