package dev.paddock.summary;

import com.fasterxml.jackson.annotation.JsonValue;

/** What the error of an effect is taken from. */
public enum Basis {
  WHOLE_PLOTS("whole plots"),
  TRIALS("trials"),
  /** How far cells are from lines that were laid through them. */
  CELLS("cells around the lines"),
  /** An older file does not say. */
  UNSAID("");

  private final String word;

  Basis(String word) {
    this.word = word;
  }

  /** Empty where nothing is said. */
  @JsonValue
  public String word() {
    return word;
  }
}
