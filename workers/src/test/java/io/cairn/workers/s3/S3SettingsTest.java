package io.cairn.workers.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3SettingsTest {

  private static final S3Location LOCATION = S3Location.parse("s3://trials/team/a");

  @Test
  void location_isBucketAndPrefix() {
    assertThat(LOCATION).isEqualTo(new S3Location("trials", "team/a"));
    assertThat(S3Location.parse("s3://trials")).isEqualTo(new S3Location("trials", ""));
    assertThat(S3Location.parse("s3://trials/")).isEqualTo(new S3Location("trials", ""));
    assertThat(S3Location.parse("s3://trials/a/")).hasToString("s3://trials/a");
    assertThat(S3Location.parse("s3://trials").key("s/x")).isEqualTo("s/x");
    assertThat(LOCATION.key("s/x")).isEqualTo("team/a/s/x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3:trials",
        "s3:/trials",
        "S3://trials",
        "s3://",
        "s3://Trials",
        "s3://ab",
        "s3://-trials",
        "s3:///a",
        "s3://trials//a",
        "s3://trials/a//b",
        "s3://trials/../b",
        "s3://trials/a?x=1",
        "s3://trials/a b",
        "s3://trials:9000/a"
      })
  void textThatIsNoLocation_isRefusedWithItself(String text) {
    assertThat(S3Location.isMeantBy(text)).isTrue();
    assertThatThrownBy(() -> S3Location.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text)
        .hasMessageContaining("must be");
  }

  @Test
  void credentialsInAnAddress_areRefusedAndNotRepeated() {
    assertThatThrownBy(() -> S3Location.parse("s3://key:secret@trials/a"))
        .hasMessageContaining("must not hold credentials")
        .hasMessageNotContaining("secret@");
    assertThatThrownBy(
            () -> S3Settings.of(LOCATION, Map.of("AWS_ENDPOINT_URL", "http://key:secret@host")))
        .hasMessageContaining("AWS_ENDPOINT_URL must be")
        .hasMessageNotContaining("secret");
  }

  @Test
  void folder_isNoLocation() {
    for (String folder : new String[] {"s3", "/s3:/x", "./s3:", "checkpoints"}) {
      assertThat(S3Location.isMeantBy(folder)).as(folder).isFalse();
    }
  }

  @Test
  void variables_areThoseOfAws() {
    S3Settings settings =
        S3Settings.of(
            LOCATION,
            Map.of(
                "AWS_ENDPOINT_URL", "http://all:1",
                "AWS_ENDPOINT_URL_S3", "HTTPS://Minio.Example:9000/",
                "AWS_REGION", "eu-central-1"));

    assertThat(settings.endpoint()).contains(URI.create("https://minio.example:9000"));
    assertThat(settings.region()).contains("eu-central-1");
    assertThat(S3Settings.of(LOCATION, Map.of("AWS_ENDPOINT_URL", "http://all:1")).region())
        .as("a store of one's own has some region")
        .contains("us-east-1");
    S3Settings plain = S3Settings.of(LOCATION, Map.of("AWS_REGION", " "));
    assertThat(plain.endpoint()).isEmpty();
    assertThat(plain.region()).as("the SDK looks further").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"minio:9000", "ftp://a", "http://", "http://a?b", "http://a b", "//a"})
  void endpointThatIsNone_isRefused(String endpoint) {
    assertThatThrownBy(() -> S3Settings.of(LOCATION, Map.of("AWS_ENDPOINT_URL_S3", endpoint)))
        .hasMessageContaining("AWS_ENDPOINT_URL_S3 = " + endpoint + " must be http://HOST");
  }

  @Test
  void regionThatIsNone_isRefused() {
    assertThatThrownBy(() -> S3Settings.of(LOCATION, Map.of("AWS_REGION", "a b")))
        .hasMessageContaining("AWS_REGION = a b");
  }

  @Test
  void place_isOfEndpointAndLocationAndNotOfRegion() {
    Map<String, String> one = Map.of("AWS_ENDPOINT_URL", "http://one:1");
    String place = S3Settings.of(LOCATION, one).place();
    assertThat(S3Settings.of(S3Location.parse("s3://trials/team/a/"), one).place())
        .isEqualTo(place);
    assertThat(S3Settings.of(S3Location.parse("s3://trials/team/b"), one).place())
        .isNotEqualTo(place);
    assertThat(S3Settings.of(LOCATION, Map.of("AWS_ENDPOINT_URL", "http://two:1")).place())
        .isNotEqualTo(place);
    assertThat(S3Settings.of(LOCATION, Map.of("AWS_REGION", "eu-west-1")).place())
        .isEqualTo(S3Settings.of(LOCATION, Map.of()).place());
  }

  @Test
  void parts_areNeverMoreThanAStoreTakes() {
    S3Limits limits = S3Limits.USUAL;
    assertThat(limits.partOf(limits.partBytes() + 1)).isEqualTo(limits.partBytes());
    long huge = 5L << 40;
    assertThat((huge + limits.partOf(huge) - 1) / limits.partOf(huge)).isLessThanOrEqualTo(10_000);
  }
}
