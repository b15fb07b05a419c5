package io.cairn.workers.s3;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where a store is and how it is called. Credentials are no part of it.
 *
 * @param endpoint of a store that is not AWS's, {@code http} or {@code https}; buckets are then in
 *     the path and not in the host name
 * @param region empty has the SDK find it, where there is no endpoint
 */
public record S3Settings(
    S3Location location, Optional<URI> endpoint, Optional<String> region, S3Limits limits) {

  private static final String ENDPOINT_OF_S3 = "AWS_ENDPOINT_URL_S3";
  private static final String ENDPOINT = "AWS_ENDPOINT_URL";
  private static final String REGION = "AWS_REGION";

  /** Stores that are not AWS's have one region, and most call it so. */
  private static final String ANY_REGION = "us-east-1";

  /**
   * Of a location and the variables that AWS's own tools read: {@code AWS_ENDPOINT_URL_S3} or
   * {@code AWS_ENDPOINT_URL}, and {@code AWS_REGION}.
   *
   * @throws IllegalArgumentException with a sentence if one of them cannot be used
   */
  public static S3Settings of(S3Location location, Map<String, String> environment) {
    Optional<URI> endpoint =
        endpoint(ENDPOINT_OF_S3, environment).or(() -> endpoint(ENDPOINT, environment));
    Optional<String> region = value(REGION, environment);
    region.ifPresent(S3Settings::checkRegion);
    return new S3Settings(
        location, endpoint, region.or(() -> endpoint.map(e -> ANY_REGION)), S3Limits.USUAL);
  }

  S3Settings with(S3Limits others) {
    return new S3Settings(location, endpoint, region, others);
  }

  /** The same text for all who mean the same objects; a bucket's region is a fact of the bucket. */
  String place() {
    return location + " at " + endpoint.map(URI::toString).orElse("AWS");
  }

  /** How sentences call the store. */
  String store() {
    return endpoint
        .map(URI::toString)
        .orElseGet(() -> "AWS" + region.map(name -> " " + name).orElse(""));
  }

  private static Optional<String> value(String name, Map<String, String> environment) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  private static void checkRegion(String region) {
    if (!region.matches("[A-Za-z0-9][A-Za-z0-9-]{0,62}")) {
      throw new IllegalArgumentException(
          REGION + " = " + region + " must be the name of a region, for example eu-central-1");
    }
  }

  private static Optional<URI> endpoint(String name, Map<String, String> environment) {
    return value(name, environment).map(text -> endpoint(name, text));
  }

  private static URI endpoint(String name, String text) {
    String rule = " must be http://HOST[:PORT] or https://HOST[:PORT]";
    if (text.contains("@")) {
      throw new IllegalArgumentException(name + rule + ", without credentials (there is an @)");
    }
    try {
      URI uri = new URI(text.replaceAll("/+$", ""));
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (!scheme.matches("https?")
          || uri.getHost() == null
          || uri.getQuery() != null
          || uri.getFragment() != null) {
        throw new IllegalArgumentException(name + " = " + text + rule);
      }
      return new URI(
          scheme,
          null,
          uri.getHost().toLowerCase(Locale.ROOT),
          uri.getPort(),
          uri.getPath(),
          null,
          null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(name + " = " + text + rule, e);
    }
  }
}
