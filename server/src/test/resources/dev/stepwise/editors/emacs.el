;;; emacs.el --- Drives Emacs in batch mode through one scenario  -*- lexical-binding: t -*-

;; EmacsTest starts it.  The environment says which scenario and which client, Eglot or
;; lsp-mode, how to start the servers, and where the files and the signal lie.

(require 'cl-lib)
(require 'package)
(package-initialize)
(add-to-list 'load-path (concat (getenv "STEPWISE_CLIENTS") "/emacs"))

(defvar t-client (intern (getenv "STEPWISE_CLIENT")))
(defvar t-file (file-truename (getenv "STEPWISE_FILE")))
(defvar t-other (file-truename (getenv "STEPWISE_OTHER")))
(defvar t-patience (/ (string-to-number (getenv "STEPWISE_PATIENCE")) 1000.0))
(defvar t-messages nil "Everything told in the echo area, newest first.")
(defvar t-answers '(?a) "Keys to press when a fix is shown; functions are called before.")
(defvar t-shown nil "Texts of the fixes that were shown, newest first.")

(setq create-lockfiles nil make-backup-files nil auto-save-default nil
      last-nonmenu-event ?x ; else Eglot opens a menu for the mouse
      eglot-connect-timeout 60 eglot-sync-connect 60 eglot-confirm-server-initiated-edits nil
      eglot-autoreconnect nil
      lsp-session-file (concat t-file ".lsp-session") lsp-auto-guess-root t
      lsp-keep-workspace-alive nil lsp-restart 'ignore lsp-enable-file-watchers nil
      lsp-headerline-breadcrumb-enable nil lsp-auto-execute-action nil
      lsp-diagnostics-provider :flymake lsp-completion-provider :none lsp-before-save-edits nil
      lsp-enable-snippet nil lsp-lens-enable t lsp-response-timeout 60 lsp-warn-no-matched-clients nil)

(defun t-out (format &rest arguments)
  (princ (concat "\n" (apply #'format format arguments) "\n")))

(defun t-millis (since) (* 1000 (- (float-time) since)))

(defun t-idle ()
  "What an idle Emacs does; in batch mode it never is."
  (when (and (eq t-client 'eglot) (eglot-managed-p))
    (eglot--signal-textDocument/didChange)))

(defun t-wait (what condition)
  "Wait until CONDITION holds; WHAT is what is missing otherwise.  Return the milliseconds."
  (let ((began (float-time)) (end (+ (float-time) t-patience)))
    (while (and (not (funcall condition)) (< (float-time) end))
      (accept-process-output nil 0.005)
      (t-idle))
    (unless (funcall condition)
      (error "No %s; text: %S; messages: %S" what (buffer-string) (seq-take t-messages 30)))
    (t-millis began)))

(advice-add 'message :before
            (lambda (format &rest arguments)
              (when format (push (apply #'format-message format arguments) t-messages))))

(defun t-told (text)
  (seq-find (lambda (message) (string-match-p (regexp-quote text) message)) t-messages))

(defun t-has (text) (string-match-p (regexp-quote text) (buffer-string)))

(defun t-fixed () (let ((case-fold-search nil)) (and (t-has "FIXED") (not (t-has "BUG")))))

(defun t-go () (write-region "" nil (getenv "STEPWISE_GO")))

(defun t-at (text)
  (goto-char (point-min))
  (let ((case-fold-search nil)) (search-forward text))
  (backward-char 1))

;; Where Emacs asks: the first choice of Stepwise, and the keys of t-answers.
(fset 'completing-read
      (lambda (_prompt choices &rest _)
        (let* ((all (all-completions "" choices))
               (chosen (seq-find (lambda (c) (string-match-p "Stepwise" c)) all)))
          (t-out "CHOSE %s" chosen)
          (or chosen (error "Nothing of Stepwise in %S" all)))))
;; Eglot asks once more before it changes a file that no buffer visits.
(fset 'y-or-n-p (lambda (_prompt) t))
(defun t-answer (&rest _)
  "Press the next of `t-answers' in the window of the fix that is shown."
  (let ((buffer (current-buffer)))
    (push (buffer-string) t-shown)
    (run-at-time 0 nil
                 (lambda ()
                   (while (functionp (car t-answers))
                     (funcall (pop t-answers)))
                   (with-current-buffer buffer
                     (call-interactively (key-binding (vector (or (pop t-answers) ?d)))))))))
(with-eval-after-load 'stepwise
  (advice-add 'stepwise--show :after #'t-answer))

;; What differs between the clients

(defun t-attached ()
  (if (eq t-client 'eglot)
      (and (eglot-managed-p) (eglot--capabilities (eglot-current-server)) t)
    (let ((workspace (stepwise-lsp-mode--workspace)))
      (and workspace (eq 'initialized (lsp--workspace-status workspace))))))

(defun t-start ()
  (let ((began (float-time)))
    (if (eq t-client 'eglot) (stepwise-eglot) (lsp))
    (t-wait "attached client" #'t-attached)
    (t-out "TIME attach %.0f" (t-millis began))))

(defun t-diagnostics ()
  (if (eq t-client 'eglot)
      (progn (flymake-start) (length (flymake-diagnostics)))
    (length (lsp--get-buffer-diagnostics))))

(defun t-process ()
  (if (eq t-client 'eglot)
      (jsonrpc--process (eglot-current-server))
    (lsp--workspace-cmd-proc (stepwise-lsp-mode--workspace))))

(defun t-open (&rest settings)
  (require (if (eq t-client 'eglot) 'stepwise-eglot 'stepwise-lsp-mode))
  (setq stepwise-server-command (split-string (getenv "STEPWISE_COMMAND") "\x1f")
        stepwise-settings settings
        lsp-enabled-clients '(stepwise linter))
  (switch-to-buffer (find-file-noselect t-file))
  (java-mode)
  (t-start))

(defun t-fix-shown (text)
  "Ask for the fix at TEXT, let the agent answer, and see it applied."
  (t-at text)
  (stepwise-fix)
  (t-go)
  (t-wait "fix" #'t-fixed))

(defun t-working ()
  (when (eq t-client 'eglot)
    ;; The jsonrpc.el of Emacs 28 leaves what came together with an answer until more comes.
    (stepwise--request "stepwise/status" nil))
  (t-told "verify: compile and test"))

(defun t-lists ()
  "How long the code actions of this place take, fifty times."
  (let (times)
    (dotimes (_ 50)
      (let ((began (float-time)))
        (if (eq t-client 'eglot)
            (jsonrpc-request (eglot--current-server-or-lose) :textDocument/codeAction
                             (list :textDocument (eglot--TextDocumentIdentifier)
                                   :range (list :start (eglot--pos-to-lsp-position (point))
                                                :end (eglot--pos-to-lsp-position (point)))
                                   :context (list :diagnostics [])))
          (lsp-code-actions-at-point))
        (push (t-millis began) times)))
    (t-out "TIME list %s" (mapconcat (lambda (x) (format "%.1f" x)) (nreverse times) " "))))

;; Scenarios

(defun t-action ()
  (t-open)
  (t-wait "diagnostic" (lambda () (= 1 (t-diagnostics))))
  (t-at "BUG")
  (t-lists)
  (stepwise-fix)
  (t-wait "progress" #'t-working)
  (t-lists)
  (let ((buffer (current-buffer)) taken)
    (setq t-answers (list (lambda ()
                            (with-current-buffer buffer (cl-assert (t-has "BUG")))
                            (setq taken (float-time)))
                          ?a))
    (t-go)
    (t-wait "fix" #'t-fixed)
    (t-out "TIME apply %.0f" (t-millis taken)))
  (cl-assert (string-match-p "^\\+  int é = FIXED" (car t-shown)))
  (save-buffer))

(defalias 't-crlf #'t-action)

(defun t-foreign ()
  (if (eq t-client 'eglot)
      (progn
        ;; One server for each buffer: Stepwise reports the errors itself.
        (t-open)
        (t-wait "own diagnostic" (lambda () (= 1 (t-diagnostics))))
        (t-fix-shown "BUG")
        (t-out "FALLS FOREIGN Eglot runs one server for each buffer; Stepwise reports the errors itself"))
    (require 'lsp-mode)
    (lsp-register-client
     (make-lsp-client :new-connection (lsp-stdio-connection
                                       (split-string (getenv "STEPWISE_LINTER") "\x1f"))
                      :activation-fn (lsp-activate-on "java") :server-id 'linter :add-on? t))
    (t-open :diagnostics "off")
    (t-wait "diagnostic of the linter" (lambda () (= 1 (t-diagnostics))))
    (t-fix-shown "BUG")
    (cl-assert (string-match-p "BUG is bad style" (car t-shown)))))

(defun t-test ()
  (t-open :diagnostics "off")
  (t-fix-shown "works")
  (cl-assert (string-match-p "ToyTest.works" (car t-shown)))
  (save-buffer))

(defun t-trust ()
  (t-open :diagnostics "off" :runTests :json-false)
  (t-at "works")
  (stepwise-fix)
  (t-go)
  (t-wait "refusal" (lambda () (t-told "tests may not be run")))
  (t-out "FALLS TRUST no restricted mode in Emacs 28; the setting `runTests`, off"))

(defun t-lens ()
  (t-open :diagnostics "off" :apply "always")
  (if (eq t-client 'eglot)
      (progn
        (t-fix-shown "works")
        (t-out "FALLS LENS no lenses in Eglot; M-x stepwise-fix inside the test"))
    (lsp-lens-mode 1)
    (lsp-lens-refresh t)
    (let (lenses)
      (t-wait "lenses" (lambda ()
                         (setq lenses (seq-filter (lambda (o) (overlay-get o 'lsp-lens))
                                                  (overlays-in (point-min) (point-max))))
                         (= 2 (length lenses))))
      (let* ((first (car (sort lenses (lambda (a b) (< (overlay-start a) (overlay-start b))))))
             (shown (or (overlay-get first 'after-string) (overlay-get first 'before-string)))
             (at (text-property-not-all 0 (length shown) 'local-map nil shown)))
        (cl-assert (string-match-p "Fix with Stepwise" shown))
        (t-go)
        (call-interactively (lookup-key (get-text-property at 'local-map shown) [mouse-1]))
        (t-wait "fix" #'t-fixed))))
  (save-buffer))

(defun t-words ()
  (t-open)
  (setq t-answers '(?d))
  (t-go)
  (stepwise-fix-issue "replace the bad word")
  (t-wait "rejected fix" (lambda () (and t-shown (null t-answers))))
  (cl-assert (t-has "BUG"))
  (stepwise-trace)
  (with-current-buffer "*stepwise trace*" (cl-assert (t-has "# Stepwise: replace the bad word")))
  (t-at "BUG")
  (stepwise-fix)
  (t-wait "fix" #'t-fixed))

(defun t-cancel ()
  (t-open)
  (stepwise-fix-issue "everything")
  (t-wait "progress" #'t-working)
  (stepwise-cancel)
  (t-wait "end" (lambda () (t-told "everything: cancelled")))
  (cl-assert (t-has "BUG")))

(defun t-alternatives ()
  (t-open)
  (setq t-answers '(?n ?a))
  (t-go)
  (stepwise-fix-issue "in several ways")
  (t-wait "second alternative" (lambda () (t-has "FIXED2")))
  (save-buffer))

(defun t-insert (where text)
  (save-excursion (goto-char where) (insert text)))

(defun t-typing ()
  (t-open)
  (t-wait "diagnostic" (lambda () (= 1 (t-diagnostics))))
  (t-at "BUG")
  (stepwise-fix)
  (t-wait "progress" #'t-working)
  (t-insert (point-min) "// typed while it worked: 漢字 😀\n")
  (let ((buffer (current-buffer)))
    (setq t-answers (list (lambda ()
                            (with-current-buffer buffer
                              (t-insert (point-min) "// typed before it was accepted\n")
                              (t-insert (point-max) "// typed at the end\n")))
                          ?a)))
  (t-go)
  (t-wait "fix" #'t-fixed)
  (dolist (typed '("while it worked: 漢字 😀" "before it was" "at the end"))
    (cl-assert (t-has typed)))
  (save-buffer))

(defun t-conflict ()
  (t-open)
  (stepwise-fix-issue "everything")
  (t-wait "progress" #'t-working)
  (let ((buffer (current-buffer)))
    (setq t-answers (list (lambda ()
                            (with-current-buffer buffer
                              (t-at "BUG")
                              (t-insert (line-beginning-position) "  int mine = BUG + 1;")))
                          ?a)))
  (t-go)
  (t-wait "refusal" (lambda () (t-told "where the fix would")))
  (cl-assert (t-has "int mine = BUG + 1;")))

(defun t-two ()
  (t-open :apply "always")
  (t-wait "diagnostics" (lambda () (= 2 (t-diagnostics))))
  (t-at "é = BUG")
  (stepwise-fix)
  (t-wait "first run" #'t-working)
  (setq t-messages nil)
  (t-at "c = BUG")
  (stepwise-fix)
  (t-wait "second run" #'t-working)
  (t-go)
  (t-wait "both fixes" #'t-fixed)
  (save-buffer))

(defun t-unsaved ()
  (t-open)
  (t-at "12345")
  (forward-char 1)
  (delete-char -5)
  (insert "BUG")
  (t-wait "diagnostic of what was typed" (lambda () (= 1 (t-diagnostics))))
  (t-fix-shown "BUG")
  (cl-assert (buffer-modified-p)))

(defun t-outside ()
  (t-open)
  (switch-to-buffer (find-file-noselect t-other))
  (java-mode)
  (t-start)
  (t-wait "diagnostic" (lambda () (= 1 (t-diagnostics))))
  (t-fix-shown "BUG"))

(defun t-restart ()
  (t-open :apply "always")
  (let ((process (t-process)))
    (signal-process process 9)
    (t-wait "end of the server" (lambda () (and (not (process-live-p process)) (not (t-attached))))))
  (t-start)
  (t-go)
  (stepwise-fix-issue "everything")
  (t-wait "fix" #'t-fixed))

(defun t-real ()
  (t-open :budgetSeconds 300 :allowUnsandboxed t)
  (t-at "lastDay")
  (stepwise-fix)
  (t-wait "progress" (lambda () (t-told "Stepwise: LateFeeTest.lastDay: ")))
  (t-insert (point-min) "// typed while it worked\n")
  (t-out "TIME fix %.0f" (t-wait "applied fix" (lambda () (t-told "LateFeeTest.lastDay: applied"))))
  (cl-assert (string-match-p "verified fix" (mapconcat #'identity t-messages "\n")))
  (cl-assert (t-has "typed while it worked"))
  (save-some-buffers t))

(let ((failed nil))
  (condition-case failure
      (funcall (intern (concat "t-" (getenv "STEPWISE_SCENARIO"))))
    (error (setq failed failure)))
  (t-out "VERSION %s, %s %s" emacs-version t-client
         (let ((name (if (eq t-client 'eglot) 'eglot 'lsp-mode)))
           (if (assq name package-alist)
               (package-version-join (package-desc-version (cadr (assq name package-alist))))
             "built in")))
  (t-out (if failed (format "FAIL %S" failed) "PASS"))
  (dolist (buffer (buffer-list))
    (with-current-buffer buffer (set-buffer-modified-p nil)))
  (kill-emacs (if failed 1 0)))
;;; emacs.el ends here
