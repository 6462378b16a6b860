package dev.stepwise.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LicenseHeaderTest {

  @Test
  void isFoundInEveryKindOfComment() {
    check("\n/*\n * Copyright (c) me\n */", "\npackage a;\n");
    check("#!/bin/sh\n# Licensed to all.\n\n# A LICENSE.", "\nimport x\n");
    check("// Licence: yours.\r", "\nfunc f() {}\n");
  }

  @Test
  void nothingElseIs() {
    check("", "/* How orders are paid. */\npackage a;\n");
    check("", "class A { /* Copyright */ }\n");
    check("", "/* Copyright, never closed\nclass A {}\n");
    check("", "# Counts.\nlicense = 3\n");
    check("", "/");
  }

  private static void check(String header, String rest) {
    char[] text = (header + rest).toCharArray();
    assertThat(LicenseHeader.end(text, text.length)).isEqualTo(header.length());
  }
}
