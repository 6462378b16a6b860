-- Shows a finished fix as a diff in a split, to be accepted or rejected.
local M = {}

-- The one shown fix: buffer, client, preview, and which alternative is seen.
local shown = nil

local help = 'a: apply   n: next alternative   q: reject'

local function render()
  local alternative = shown.preview.alternatives[shown.place]
  local lines = { 'Stepwise: ' .. alternative.label }
  for _, check in ipairs(alternative.checks) do
    lines[#lines + 1] = '  ' .. check
  end
  lines[#lines + 1] =
    string.format('%s   (%d of %d)', help, shown.place, #shown.preview.alternatives)
  lines[#lines + 1] = ''
  vim.list_extend(lines, vim.split(alternative.diff, '\n'))
  vim.bo[shown.buffer].modifiable = true
  vim.api.nvim_buf_set_lines(shown.buffer, 0, -1, false, lines)
  vim.bo[shown.buffer].modifiable = false
end

local function close()
  local buffer = shown and shown.buffer
  shown = nil
  if buffer and vim.api.nvim_buf_is_valid(buffer) then
    vim.api.nvim_buf_delete(buffer, { force = true })
  end
end

--- Shows a fix; the window with the code keeps the cursor, so that typing goes on undisturbed.
function M.show(preview, client_id)
  close()
  local window = vim.api.nvim_get_current_win()
  vim.cmd('botright new')
  local buffer = vim.api.nvim_get_current_buf()
  vim.bo[buffer].buftype = 'nofile'
  vim.bo[buffer].bufhidden = 'wipe'
  vim.bo[buffer].swapfile = false
  vim.bo[buffer].filetype = 'diff'
  pcall(vim.api.nvim_buf_set_name, buffer, 'stepwise://' .. preview.id)
  shown = { buffer = buffer, client_id = client_id, preview = preview, place = 1 }
  for key, run in pairs({ a = M.accept, n = M.next, q = M.reject }) do
    vim.keymap.set('n', key, run, { buffer = buffer, nowait = true })
  end
  render()
  local height = math.min(vim.api.nvim_buf_line_count(buffer), math.floor(vim.o.lines / 2))
  vim.api.nvim_win_set_height(0, math.max(height, 3))
  vim.api.nvim_set_current_win(window)
end

local function nothing()
  vim.notify('Stepwise: no fix is shown', vim.log.levels.WARN)
end

function M.accept()
  if not shown then
    return nothing()
  end
  local client = vim.lsp.get_client_by_id(shown.client_id)
  local choice = { id = shown.preview.id, alternative = shown.place - 1 }
  close()
  if client then
    require('stepwise').execute(client, 'stepwise.apply', choice)
  end
end

function M.next()
  if not shown then
    return nothing()
  end
  shown.place = shown.place % #shown.preview.alternatives + 1
  render()
end

function M.reject()
  if not shown then
    return nothing()
  end
  close()
end

--- What is shown, for scripts and tests; nil where nothing is.
function M.current()
  return shown and shown.preview
end

return M
