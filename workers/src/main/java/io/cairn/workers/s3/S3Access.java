package io.cairn.workers.s3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Ways to a store. */
final class S3Access {

  private S3Access() {}

  /**
   * A way to the store, which nothing has gone yet.
   *
   * @throws StoreRefusedException if its region is nowhere to be found
   */
  static S3Store open(S3Settings settings, AwsCredentialsProvider credentials)
      throws StoreRefusedException {
    try {
      return new S3Store(client(settings, credentials), settings);
    } catch (SdkClientException e) {
      throw new StoreTroubles(settings).withoutRegion();
    }
  }

  /**
   * Lists, writes and deletes, so that what is wrong is known before anybody trains.
   *
   * @throws StoreRefusedException if bucket, credentials, rights or region are wrong
   * @throws IOException if the store does not answer
   */
  static void check(S3Settings settings, AwsCredentialsProvider credentials) throws IOException {
    try {
      credentials.resolveCredentials();
    } catch (SdkClientException e) {
      throw new StoreTroubles(settings).withoutCredentials();
    }
    S3Settings hasty = settings.with(settings.limits().atTheStart());
    try (S3Store store = open(hasty, credentials)) {
      // No study is called so: ids begin with a letter or a digit.
      String beginning = settings.location().key(".cairn-probe/");
      String key = beginning + UUID.randomUUID();
      store.list(beginning, 1);
      store.write(key, "may be deleted".getBytes(StandardCharsets.UTF_8));
      store.delete(key);
    }
  }

  private static S3Client client(S3Settings settings, AwsCredentialsProvider credentials) {
    S3Limits limits = settings.limits();
    S3ClientBuilder builder =
        S3Client.builder()
            .credentialsProvider(credentials)
            // The SDK's own checksums are headers that many stores do not know; a manifest has
            // better ones, and they are checked by who reads.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .serviceConfiguration(
                S3Configuration.builder()
                    .chunkedEncodingEnabled(false)
                    .expectContinueEnabled(false)
                    .build())
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(limits.silence())
                    .socketTimeout(limits.silence()))
            .overrideConfiguration(
                override ->
                    override
                        .retryStrategy(retries(limits))
                        .apiCallAttemptTimeout(limits.request()));
    settings.region().ifPresent(region -> builder.region(Region.of(region)));
    settings
        .endpoint()
        .ifPresent(endpoint -> builder.endpointOverride(endpoint).forcePathStyle(true));
    return builder.build();
  }

  private static StandardRetryStrategy retries(S3Limits limits) {
    BackoffStrategy waits =
        BackoffStrategy.exponentialDelayHalfJitter(limits.firstDelay(), limits.longestDelay());
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .maxAttempts(limits.attempts())
        .backoffStrategy(waits)
        .throttlingBackoffStrategy(waits)
        // It gives up early when many requests failed; here each has to wait for the store.
        .circuitBreakerEnabled(false)
        .build();
  }
}
