package dev.stepwise.settings;

import java.util.Objects;

/**
 * Bad input or a bad environment, told in one line that says what to do. The command line prints
 * the message and exits with 2; the language server shows it and lives on.
 */
public final class UserException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UserException(String message) {
    super(message);
  }

  public UserException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Never null, unlike that of other exceptions. */
  @Override
  public String getMessage() {
    return Objects.requireNonNullElse(super.getMessage(), "");
  }
}
