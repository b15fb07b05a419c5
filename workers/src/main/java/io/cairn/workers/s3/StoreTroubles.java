package io.cairn.workers.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Sentences for what a store or the way to it does wrong. They hold codes and names and never what
 * the store says in its own words, which may repeat a key.
 */
final class StoreTroubles {

  private static final Set<String> CREDENTIALS =
      Set.of(
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "ExpiredToken",
          "InvalidToken",
          "TokenRefreshRequired",
          "InvalidClientTokenId");

  private static final Set<String> REGION =
      Set.of(
          "PermanentRedirect",
          "TemporaryRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException");

  private final S3Settings settings;

  StoreTroubles(S3Settings settings) {
    this.settings = settings;
  }

  /**
   * What became of a request.
   *
   * @param doing what was tried, for example "reading s3://b/p/s/trial-1/manifest.json"
   */
  IOException of(String doing, RuntimeException e) {
    if (e instanceof AbortedException) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("interrupted while " + doing);
      interrupted.initCause(e);
      return interrupted;
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      // Trouble with a file on this side.
      if (cause instanceof UncheckedIOException local && local.getCause() != null) {
        return local.getCause();
      }
    }
    if (e instanceof S3Exception answer) {
      return of(doing, answer);
    }
    if (e instanceof SdkException) {
      return new IOException(
          settings.store()
              + " does not answer ("
              + root(e)
              + ") while "
              + doing
              + "; it was tried "
              + settings.limits().attempts()
              + " times. Is the endpoint right, and is the store up?",
          e);
    }
    throw e;
  }

  /** Without the answer as cause, whose text is the store's. */
  private IOException of(String doing, S3Exception e) {
    AwsErrorDetails details = e.awsErrorDetails();
    String code = details == null || details.errorCode() == null ? "" : details.errorCode();
    String said = e.statusCode() + (code.isEmpty() ? "" : " " + code);
    if (code.equals("NoSuchBucket")) {
      return new StoreRefusedException(
          "bucket "
              + settings.location().bucket()
              + " does not exist at "
              + settings.store()
              + "; make it, or name another one in s3://BUCKET/PREFIX");
    }
    if (CREDENTIALS.contains(code)) {
      return new StoreRefusedException(
          settings.store()
              + " refuses the credentials ("
              + said
              + "); set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or whatever they come from, to"
              + " those of an account that may use "
              + settings.location());
    }
    if (REGION.contains(code) || e.statusCode() == 301) {
      return new StoreRefusedException(
          "bucket "
              + settings.location().bucket()
              + " is not in the region that was asked, "
              + settings.region().orElse("the default one")
              + " ("
              + said
              + "); set AWS_REGION to the bucket's");
    }
    if (code.equals("RequestTimeTooSkewed")) {
      return new StoreRefusedException(
          settings.store() + " finds this machine's clock wrong (" + said + "); set it");
    }
    if (e.statusCode() == 416) {
      return new DamagedException("it ended early while " + doing);
    }
    if (e.statusCode() == 403) {
      return new StoreRefusedException(
          settings.store()
              + " does not permit "
              + doing
              + " ("
              + said
              + "); the account needs s3:ListBucket on the bucket, and s3:GetObject, s3:PutObject,"
              + " s3:DeleteObject and s3:AbortMultipartUpload below the prefix");
    }
    return new IOException(settings.store() + " answers " + said + " to " + doing);
  }

  /** No credentials were found anywhere. */
  StoreRefusedException withoutCredentials() {
    return new StoreRefusedException(
        "there are no credentials for "
            + settings.location()
            + "; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile (AWS_PROFILE), or give the"
            + " machine a role");
  }

  /** No region was found anywhere. */
  StoreRefusedException withoutRegion() {
    return new StoreRefusedException(
        "there is no region for "
            + settings.location()
            + "; set AWS_REGION to the bucket's, or AWS_ENDPOINT_URL_S3 to a store that is not AWS's");
  }

  private static String root(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }
}
