;;; stepwise.el --- Verified fixes from a small local model  -*- lexical-binding: t -*-

;; Author: The Stepwise developers
;; Version: 0.1.0
;; URL: https://stepwise.dev
;; Package-Requires: ((emacs "27.1"))
;; Keywords: languages, tools

;;; Commentary:

;; Stepwise fixes failing tests and compiler errors with a small model on your
;; own CPU, one verified step after another.  This file holds what Eglot and
;; lsp-mode share: the commands, the preview of a fix as a diff, and the menu.
;; Load `stepwise-eglot' or `stepwise-lsp-mode' beside it.

;;; Code:

(require 'diff-mode)
(require 'seq)
(require 'subr-x)
(require 'url-util)

(defgroup stepwise nil
  "Verified fixes from a small local model."
  :group 'tools
  :prefix "stepwise-")

(defcustom stepwise-server-command '("stepwise" "serve")
  "Program and arguments that start the language server."
  :type '(repeat string))

(defcustom stepwise-settings nil
  "Settings of the server as a property list.
For example \\='(:budgetSeconds 60 :apply \"always\"); clients/SETTINGS.md
of the source folder describes them all."
  :type 'plist)

(defcustom stepwise-preview t
  "Whether a fix is shown as a diff in Emacs before it is applied.
Otherwise the server asks in the echo area."
  :type 'boolean)

(defcustom stepwise-show-steps t
  "Whether each step of a running fix is told in the echo area."
  :type 'boolean)

(defvar stepwise-clients nil
  "The loaded clients, each a list of three functions.
The first tells whether the client manages the current buffer, the second
sends a request, a method's name with its parameters, and returns the
answer as a property list, the third is the command that offers the code
actions at point.")

(defvar stepwise-status ""
  "What the last fix does or how it ended; for `mode-line-misc-info'.")

(defconst stepwise-diff-buffer "*stepwise fix*"
  "Name of the buffer that shows a fix.")

(defun stepwise--client ()
  "The client that manages this buffer."
  (or (seq-find (lambda (client) (funcall (car client))) stepwise-clients)
      (user-error "Stepwise does not run here: load stepwise-eglot or stepwise-lsp-mode and start it")))

(defun stepwise--request (method params)
  "The answer of the server of this buffer to METHOD with PARAMS."
  (funcall (nth 1 (stepwise--client)) method params))

(defun stepwise--execute (command &rest arguments)
  "Have the server of this buffer run COMMAND with ARGUMENTS."
  (stepwise--request "workspace/executeCommand"
                     (list :command command :arguments (vconcat arguments))))

(defun stepwise--uri ()
  "The URI of this buffer's file."
  (if buffer-file-name
      (concat "file://" (url-hexify-string (file-truename buffer-file-name)
                                           url-path-allowed-chars))
    (user-error "This buffer visits no file")))

;;;###autoload
(defun stepwise-fix ()
  "Offer the fixes at point: for a diagnostic or for the test around it."
  (interactive)
  (call-interactively (nth 2 (stepwise--client))))

;;;###autoload
(defun stepwise-fix-issue (words)
  "Have the project fixed as WORDS say."
  (interactive "sWhat is wrong? ")
  (when (string-blank-p words)
    (user-error "Say in words what to fix"))
  (stepwise--execute "stepwise.fix" (list :kind "issue" :words words :uri (stepwise--uri))))

;;;###autoload
(defun stepwise-cancel ()
  "Cancel all running fixes."
  (interactive)
  (stepwise--execute "stepwise.cancel"))

;;;###autoload
(defun stepwise-trace ()
  "Show the steps of the last fix."
  (interactive)
  (let ((markdown (plist-get (stepwise--request "stepwise/trace" (list :id "")) :markdown)))
    (when (member markdown '(nil ""))
      (user-error "No fix was asked for yet"))
    (with-current-buffer (get-buffer-create "*stepwise trace*")
      (let ((inhibit-read-only t))
        (erase-buffer)
        (insert markdown)
        (goto-char (point-min)))
      (when (fboundp 'markdown-mode)
        (markdown-mode))
      (view-mode)
      (display-buffer (current-buffer)))))

;;;###autoload
(defun stepwise-doctor ()
  "Show what Stepwise finds on this machine and what to do."
  (interactive)
  (stepwise--shell "doctor"))

;;;###autoload
(defun stepwise-model ()
  "Show the models and which of them fit this machine."
  (interactive)
  (stepwise--shell "models" "list"))

(defun stepwise--shell (&rest arguments)
  "Run the server's program with ARGUMENTS and show what it prints."
  (let ((program (car stepwise-server-command))
        (options (remove "--stdio" (remove "serve" (cdr stepwise-server-command)))))
    (async-shell-command
     (mapconcat #'shell-quote-argument `(,program ,@options ,@arguments) " ")
     ;; Not *stepwise*, which lsp-mode takes for the server.
     (format "*stepwise %s*" (car arguments)))))

;;;###autoload
(defun stepwise-menu ()
  "Choose one of the commands of Stepwise."
  (interactive)
  (let* ((choices '(("Fix at point" . stepwise-fix)
                    ("Fix an issue in words" . stepwise-fix-issue)
                    ("Apply the fix that is shown" . stepwise-apply)
                    ("Next alternative of the fix that is shown" . stepwise-next)
                    ("Discard the fix that is shown" . stepwise-discard)
                    ("Cancel running fixes" . stepwise-cancel)
                    ("Trace of the last fix" . stepwise-trace)
                    ("Models" . stepwise-model)
                    ("Doctor" . stepwise-doctor)))
         (chosen (completing-read "Stepwise: " choices nil t)))
    (call-interactively (cdr (assoc chosen choices)))))

(defun stepwise-status-changed (status)
  "Tell what STATUS says, which `stepwise/statusChanged' sends as a property list."
  (let ((run (car (append (plist-get status :runs) nil))))
    (when run
      (setq stepwise-status
            (format "%s: %s" (plist-get run :title) (plist-get run :state)))
      (force-mode-line-update t)
      (when stepwise-show-steps
        (message "Stepwise: %s" stepwise-status)))))

;; A fix arrives while the user types: a question in the echo area would take the keys, and an "a"
;; meant for the text would apply it.
(defvar-local stepwise--fix nil "What `stepwise/preview' sent, as a property list.")
(defvar-local stepwise--place 0 "Which alternative of the fix is shown.")
(defvar-local stepwise--apply #'ignore "Called with the choice of the user.")

(defvar stepwise-fix-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map "a" #'stepwise-apply)
    (define-key map "n" #'stepwise-next)
    (define-key map "d" #'stepwise-discard)
    (define-key map "q" #'stepwise-discard)
    map)
  "Keys in the buffer that shows a fix.")

(define-derived-mode stepwise-fix-mode diff-mode "Stepwise Fix"
  "A fix that was found, to be applied or discarded."
  (setq buffer-read-only t)
  ;; In read-only buffers diff-mode puts keys of its own before those of the mode.
  (setq-local minor-mode-overriding-map-alist
              (cons (cons 'stepwise--fix stepwise-fix-mode-map) minor-mode-overriding-map-alist))
  (setq header-line-format
        (substitute-command-keys
         "\\<stepwise-fix-mode-map>\\[stepwise-apply]: apply   \\[stepwise-next]: next alternative   \\[stepwise-discard]: discard")))

(defun stepwise-ask (fix apply)
  "Show FIX, what `stepwise/preview' sends as a property list; take no key.
APPLY is called with the alternative that the user takes, if any."
  (with-current-buffer (generate-new-buffer stepwise-diff-buffer)
    (stepwise-fix-mode)
    (setq stepwise--fix fix
          stepwise--apply apply)
    (stepwise--show)))

(defun stepwise--shown ()
  "The buffer of a fix: this one, else the one that was shown last."
  (if (derived-mode-p 'stepwise-fix-mode)
      (current-buffer)
    (or (seq-find (lambda (buffer)
                    (with-current-buffer buffer (derived-mode-p 'stepwise-fix-mode)))
                  (buffer-list))
        (user-error "No fix is shown"))))

(defun stepwise-apply ()
  "Apply the fix that is shown."
  (interactive)
  (with-current-buffer (stepwise--shown)
    (let ((apply stepwise--apply)
          (choice (list :id (plist-get stepwise--fix :id) :alternative stepwise--place)))
      (stepwise-discard)
      (funcall apply choice))))

(defun stepwise-next ()
  "Show the next alternative of the fix that is shown."
  (interactive)
  (with-current-buffer (stepwise--shown)
    (setq stepwise--place
          (mod (1+ stepwise--place) (length (plist-get stepwise--fix :alternatives))))
    (stepwise--show)))

(defun stepwise-discard ()
  "Leave everything as it is and close the fix that is shown."
  (interactive)
  (let* ((buffer (stepwise--shown))
         (window (get-buffer-window buffer t)))
    (when window
      (quit-window nil window))
    (kill-buffer buffer)))

(defun stepwise--show ()
  "Show the alternative of the fix in this buffer, in a window that gets no focus."
  (let ((alternative (elt (plist-get stepwise--fix :alternatives) stepwise--place))
        (inhibit-read-only t))
    (erase-buffer)
    (insert "Stepwise: " (plist-get stepwise--fix :title) "\n")
    (seq-do (lambda (check) (insert "  " check "\n")) (plist-get alternative :checks))
    (insert "\n" (plist-get alternative :diff))
    (goto-char (point-min))
    (display-buffer (current-buffer))
    (message "Stepwise: %s; M-x stepwise-apply, or keys in %s"
             (plist-get alternative :label) (buffer-name))))

(provide 'stepwise)
;;; stepwise.el ends here
