;;; stepwise-test.el --- Tests of stepwise.el  -*- lexical-binding: t -*-

;;; Commentary:

;; emacs -Q --batch -L . -l test/stepwise-test.el -f ert-run-tests-batch-and-exit

;;; Code:

(require 'cl-lib)
(require 'ert)
(require 'stepwise)

(defconst stepwise-test-fix
  '(:id "fix-7" :title "ToyTest.works"
        :alternatives [(:label "first" :checks ["compile ✓"] :diff "-a\n+b\n")
                       (:label "second" :checks [] :diff "-a\n+c\n")]))

(defun stepwise-test-ask (&rest keys)
  "The choice that is applied where the user presses KEYS in the window of the fix."
  (let (chosen)
    (stepwise-ask stepwise-test-fix (lambda (choice) (setq chosen choice)))
    (with-current-buffer stepwise-diff-buffer
      (dolist (key keys)
        (call-interactively (key-binding (vector key)))))
    (should-not (get-buffer stepwise-diff-buffer))
    chosen))

(ert-deftest stepwise-applies-what-is-taken ()
  (should (equal (stepwise-test-ask ?a) '(:id "fix-7" :alternative 0)))
  (should (equal (stepwise-test-ask ?n ?a) '(:id "fix-7" :alternative 1)))
  (should (equal (stepwise-test-ask ?n ?n ?a) '(:id "fix-7" :alternative 0))))

(ert-deftest stepwise-applies-nothing-that-is-discarded ()
  (should-not (stepwise-test-ask ?d))
  (should-not (stepwise-test-ask ?q))
  (should-not (stepwise-test-ask ?n ?d)))

(ert-deftest stepwise-takes-no-focus-and-no-key ()
  (with-temp-buffer
    (switch-to-buffer (current-buffer))
    (let ((here (current-buffer)))
      (stepwise-ask stepwise-test-fix #'ignore)
      (should (eq here (current-buffer)))
      (should (eq here (window-buffer (selected-window))))
      (should (get-buffer-window stepwise-diff-buffer))
      (execute-kbd-macro "and")
      (should (equal (buffer-string) "and"))
      (stepwise-discard)
      (should-error (stepwise-apply) :type 'user-error))))

(ert-deftest stepwise-shows-two-fixes-at-once ()
  (let (chosen)
    (dolist (id '("fix-8" "fix-9"))
      (stepwise-ask (plist-put (copy-sequence stepwise-test-fix) :id id)
                    (lambda (choice) (push (plist-get choice :id) chosen))))
    (stepwise-apply)
    (stepwise-apply)
    (should (equal (sort chosen #'string<) '("fix-8" "fix-9")))))

(ert-deftest stepwise-shows-the-diff-and-the-checks ()
  (stepwise-ask stepwise-test-fix #'ignore)
  (with-current-buffer stepwise-diff-buffer
    (should (derived-mode-p 'diff-mode))
    (should (string-match-p "compile ✓\n\n-a\n\\+b" (buffer-string)))
    (stepwise-discard)))

(ert-deftest stepwise-sends-an-issue-with-its-file ()
  (let* (sent
         (stepwise-clients (list (list (lambda () t)
                                       (lambda (method params) (push (cons method params) sent))
                                       #'ignore))))
    (with-temp-buffer
      (setq buffer-file-name "/tmp/ein Wort/é.java")
      (stepwise-fix-issue "the total is wrong")
      (set-buffer-modified-p nil))
    (should (equal (caar sent) "workspace/executeCommand"))
    (let ((order (aref (plist-get (cdar sent) :arguments) 0)))
      (should (equal (plist-get order :words) "the total is wrong"))
      (should (string-match-p "^file:///.*ein%20Wort/%C3%A9\\.java$" (plist-get order :uri))))
    (should-error (stepwise-fix-issue "  ") :type 'user-error)))

(ert-deftest stepwise-says-where-it-does-not-run ()
  (let ((stepwise-clients nil))
    (should-error (stepwise-fix) :type 'user-error)
    (should-error (stepwise-cancel) :type 'user-error)))

(ert-deftest stepwise-tells-the-running-step ()
  (stepwise-status-changed '(:runs [(:title "ToyTest.works" :state "verify: compile and test")]))
  (should (equal stepwise-status "ToyTest.works: verify: compile and test")))

(provide 'stepwise-test)
;;; stepwise-test.el ends here
